package io.sunpress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The project's owner named these artefacts: they stand literally in the modules' POMs. */
class PomRulesTest {

  @ParameterizedTest
  @CsvSource({
    "api, spring-boot-starter-web",
    "api, spring-kafka",
    "worker, spring-kafka",
    "worker, okhttp-jvm",
    "common, okhttp",
    "common, minio",
    "common, jackson-databind",
    "common, testcontainers-kafka",
    ".,  junit-jupiter"
  })
  void standsInThePom(String module, String artifact) throws Exception {
    assertThat(dependencies(SourceCheckout.root().resolve(module).resolve("pom.xml")))
        .contains(artifact);
  }

  @ParameterizedTest
  @CsvSource({"pom.xml", "api", "worker", "common", "docker-compose.yml", "README.md"})
  void standsAtTheTopLevel(String name) {
    assertThat(SourceCheckout.root().resolve(name)).exists();
  }

  @Test
  void keepsVersionsInOnePlace() throws Exception {
    try (var poms = Files.find(SourceCheckout.root(), 3, (p, a) -> p.endsWith("pom.xml"))) {
      for (Path pom : poms.filter(p -> !p.getParent().equals(SourceCheckout.root())).toList()) {
        NodeList versions = parse(pom).getElementsByTagName("version");
        assertThat(versions.getLength()).as("%s has the parent's version only", pom).isEqualTo(1);
      }
    }
  }

  private static Set<String> dependencies(Path pom) throws Exception {
    NodeList nodes = parse(pom).getElementsByTagName("dependency");
    Set<String> artifacts = new TreeSet<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      NodeList artifact = ((Element) nodes.item(i)).getElementsByTagName("artifactId");
      artifacts.add(artifact.item(0).getTextContent().strip());
    }
    return artifacts;
  }

  private static Element parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }
}
