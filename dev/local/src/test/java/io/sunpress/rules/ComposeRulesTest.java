package io.sunpress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be checked of the containers where no Docker engine runs. */
class ComposeRulesTest {
  private static Map<String, Map<String, Object>> services;
  private static String text;

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void read() throws Exception {
    text = Files.readString(SourceCheckout.root().resolve("docker-compose.yml"));
    Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    services = (Map<String, Map<String, Object>>) file.get("services");
  }

  @Test
  void hasEveryPart() {
    assertThat(services)
        .containsOnlyKeys("keys", "kafka", "s3", "simulator", "api", "worker", "cli");
  }

  @Test
  void publishesOnLoopbackOnly() {
    services.forEach(
        (name, service) ->
            assertThat((List<?>) service.getOrDefault("ports", List.of()))
                .as(name)
                .allMatch(port -> port.toString().startsWith("127.0.0.1:")));
  }

  @Test
  void pinsTheImagesThatItPulls() {
    services.forEach(
        (name, service) -> {
          Object image = service.getOrDefault("image", "built:here");
          assertThat(image.toString()).as(name).contains(":").doesNotEndWith(":latest");
        });
  }

  @Test
  void knowsWhetherEachServiceIsHealthy() throws Exception {
    for (String name : List.of("kafka", "s3")) {
      assertThat(services.get(name)).as(name).containsKey("healthcheck");
    }
    for (String image : List.of("api", "worker", "dev/simulator")) {
      assertThat(dockerfile(image)).as(image).contains("HEALTHCHECK");
    }
  }

  @Test
  void runsOurImagesWithoutRootAndInLayers() throws Exception {
    for (String image : List.of("api", "worker", "cli", "dev/simulator")) {
      assertThat(dockerfile(image))
          .as(image)
          .contains("USER 10001", "extract --layers", "/layers/dependencies/");
    }
  }

  @Test
  void letsTheWorkerScaleAndDrain() {
    assertThat(services.get("worker"))
        .doesNotContainKeys("container_name", "ports")
        .containsEntry("stop_grace_period", "45s");
  }

  @Test
  void startsTheCommandLineOnlyWhenAsked() {
    assertThat(services.get("cli"))
        .containsEntry("profiles", List.of("cli"))
        .containsEntry("restart", "no")
        .doesNotContainKey("ports");
  }

  @Test
  void boundsTheMemoryOfEveryPart() {
    services.forEach((name, service) -> assertThat(service).as(name).containsKey("mem_limit"));
  }

  @Test
  void givesWhatStopsSlowlyItsTime() {
    for (String name : List.of("kafka", "s3", "api", "worker")) {
      assertThat(services.get(name)).as(name).containsKey("stop_grace_period");
    }
  }

  /** The image's shell script is what runs here too. */
  @Test
  void givesEachPartItsOwnSecretsOnly(@TempDir Path keys) throws Exception {
    ProcessBuilder make =
        new ProcessBuilder(
            "sh", SourceCheckout.root().resolve("docker/make-keys").toString(), keys.toString());
    make.environment()
        .putAll(
            Map.of(
                "SUNPRESS_APPID", "wx0123456789abcdef",
                "SUNPRESS_SECRET", "canary-app-secret",
                "SUNPRESS_KEYS_0_ID", "shop",
                "SUNPRESS_KEYS_0_APPS", "wx0123456789abcdef,wxfedcba9876543210"));
    assertThat(make.inheritIO().start().waitFor()).isZero();
    assertThat(keys.resolve("worker/sunpress.apps[0].secret")).hasContent("canary-app-secret");
    assertThat(keys.resolve("api/sunpress.keys[0].id")).hasContent("shop");
    assertThat(keys.resolve("api/sunpress.keys[0].apps"))
        .hasContent("wx0123456789abcdef,wxfedcba9876543210");
    for (String part : List.of("api", "s3", "simulator")) {
      assertThat(services.get(part).get("volumes").toString())
          .contains("keys-" + part + ":/run/secrets/sunpress:ro")
          .doesNotContain("keys:/", "keys-worker");
      try (Stream<Path> files = Files.walk(keys.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file)).as(file.toString()).isNotEqualTo("canary-app-secret");
        }
      }
    }
  }

  @Test
  void holdsNoSecret() {
    assertThat(text.lines().filter(line -> line.matches("(?i).*(secret|password|key):.*")))
        .isNotEmpty()
        .allMatch(line -> line.contains("${") || line.strip().equals("keys:"));
  }

  private static String dockerfile(String module) throws Exception {
    Path file = SourceCheckout.root().resolve(module).resolve("Dockerfile");
    return Files.readString(file);
  }
}
