package io.sunpress.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document is the one that is checked in, and speaks of the routes that there are. */
class OpenApiTest {
  private static final Path FRESH = Path.of("target", "openapi.json");

  /** Pages and the answers to wrong addresses are nobody's interface. */
  private static final Set<String> NOT_DESCRIBED =
      Set.of("io.sunpress.api.console", "io.sunpress.api.errors", "io.sunpress.api.openapi");

  private final OpenApiDocument document = OpenApiDocument.served();

  @Test
  void isTheOneThatIsCheckedIn() throws IOException {
    String served = SharedInstallation.api().get("/openapi.json").body();
    Files.writeString(FRESH, served);
    assertThat(root().resolve("docs/openapi.json"))
        .as("docs/openapi.json; the server's own is api/%s: copy it if the change is meant", FRESH)
        .hasContent(served);
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described =
        document.routes().stream()
            .map(OpenApiDocument.Route::toString)
            .filter(route -> !route.contains(" /actuator/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(mapped());
  }

  @Test
  void describesActuatorRoutesThatAreThere() {
    assertThat(
            document.routes().stream()
                .map(OpenApiDocument.Route::path)
                .filter(path -> path.startsWith("/actuator/"))
                .map(path -> SharedInstallation.api().get(path).statusCode()))
        .hasSize(2)
        .containsOnly(200);
  }

  @Test
  void hasNoLooseEnds() {
    assertThat(document.root().path("openapi").asString()).startsWith("3.1.");
    assertThat(document.routes().stream().map(r -> r.tree().path("operationId").asString()))
        .doesNotHaveDuplicates()
        .doesNotContain("");
    Set<String> tags =
        document
            .root()
            .path("tags")
            .valueStream()
            .map(tag -> tag.path("name").asString())
            .collect(Collectors.toSet());
    assertSoftly(
        softly ->
            document
                .routes()
                .forEach(
                    route -> {
                      softly
                          .assertThat(tags)
                          .contains(route.tree().path("tags").path(0).asString());
                      softly
                          .assertThat(names(route.parameters("path")))
                          .as("parameters of %s", route)
                          .isEqualTo(inBraces(route.path()));
                    }));
    document
        .root()
        .findValuesAsString("$ref")
        .forEach(ref -> assertThat(document.root().at(ref.substring(1)).isObject()).isTrue());
  }

  @Test
  void answersInExamplesAreAsTheSchemasSay() {
    int examples = 0;
    for (OpenApiDocument.Route route : document.routes()) {
      for (JsonNode answer : route.tree().path("responses")) {
        for (JsonNode content : answer.path("content")) {
          for (JsonNode example : content.path("examples")) {
            examples++;
            assertThat(document.complaints(content.path("schema"), example.path("value")))
                .as("%s: %s", route, example)
                .isEmpty();
          }
        }
      }
    }
    assertThat(examples).isGreaterThan(12);
  }

  @Test
  void theCheckItselfFindsWhatIsWrong() {
    JsonNode schema = document.root().at("/components/schemas/Code");
    JsonNode queued =
        OpenApiDocument.JSON.readTree(
            "{\"id\":\"6y3ftg5s4bkrw61yknjzz8rm0q\",\"status\":\"queued\"}");
    assertThat(document.complaints(schema, queued)).isEmpty();
    for (String wrong :
        List.of(
            "{\"id\":\"6y3ftg5s4bkrw61yknjzz8rm0q\"}",
            "{\"id\":\"6y3\",\"status\":\"queued\"}",
            "{\"id\":\"6y3ftg5s4bkrw61yknjzz8rm0q\",\"status\":\"ready\"}",
            "{\"id\":\"6y3ftg5s4bkrw61yknjzz8rm0q\",\"status\":\"queued\",\"scene\":\"a\"}",
            "{\"id\":\"6y3ftg5s4bkrw61yknjzz8rm0q\",\"status\":\"queued\",\"url\":1}",
            "[]")) {
      assertThat(document.complaints(schema, OpenApiDocument.JSON.readTree(wrong)))
          .as(wrong)
          .isNotEmpty();
    }
  }

  private static Set<String> mapped() {
    Set<String> routes = new TreeSet<>();
    SharedInstallation.api()
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              if (!NOT_DESCRIBED.contains(handler.getBeanType().getPackageName())) {
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            mapping
                                .getPatternValues()
                                .forEach(pattern -> routes.add(method + " " + pattern)));
              }
            });
    return routes;
  }

  private static Set<String> names(List<JsonNode> parameters) {
    return parameters.stream()
        .map(each -> each.path("name").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inBraces(String path) {
    return java.util.regex.Pattern.compile("\\{(\\w+)}")
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path root() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("docker-compose.yml"))) {
      path = path.getParent();
    }
    return path;
  }
}
