package io.sunpress.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SharedInstallation;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Repeats every exchange of the document with the real server, in the document's order. */
class ExamplesTest {
  /** What no two runs have in common. */
  private static final Set<String> VOLATILE = Set.of("bytes", "sha256", "askedAt", "finishedAt");

  private final OpenApiDocument document = OpenApiDocument.served();

  @TestFactory
  Stream<DynamicTest> areTrue() {
    List<DynamicTest> tests = new ArrayList<>();
    for (OpenApiDocument.Route route : document.routes()) {
      for (Map.Entry<String, JsonNode> answer : route.tree().path("responses").properties()) {
        for (JsonNode content : answer.getValue().path("content")) {
          content
              .path("examples")
              .properties()
              .forEach(
                  example ->
                      tests.add(
                          DynamicTest.dynamicTest(
                              route + ": " + example.getKey(),
                              () ->
                                  isTrue(
                                      route,
                                      example.getKey(),
                                      Integer.parseInt(answer.getKey()),
                                      example.getValue().path("value")))));
        }
      }
    }
    // POST before GET: a job must have been asked for.
    assertThat(tests).hasSizeGreaterThan(12);
    return tests.stream().sorted((a, b) -> Boolean.compare(isGet(a), isGet(b)));
  }

  private static boolean isGet(DynamicTest test) {
    return test.getDisplayName().startsWith("GET");
  }

  private void isTrue(OpenApiDocument.Route route, String name, int status, JsonNode expected) {
    HttpResponse<String> answer = SharedInstallation.api().send(request(route, name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(stable(OpenApiDocument.JSON.readTree(published(answer.body()))))
        .isEqualTo(stable(expected));
  }

  /** The document's examples are of an API in public, and this one is not. */
  private static String published(String body) {
    return body.replace(Installation.PUBLIC_URL, "https://img.example.com");
  }

  private static HttpRequest.Builder request(OpenApiDocument.Route route, String name) {
    String path = route.path();
    for (JsonNode parameter : route.parameters("path")) {
      path =
          path.replace(
              "{" + parameter.path("name").asString() + "}",
              URLEncoder.encode(
                  parameter.path("examples").path(name).path("value").asString(),
                  StandardCharsets.UTF_8));
    }
    JsonNode body =
        route
            .tree()
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("examples")
            .path(name)
            .path("value");
    HttpRequest.Builder request =
        SharedInstallation.api()
            .request(path)
            .method(
                route.method(),
                body.isMissingNode()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json");
    for (JsonNode parameter : route.parameters("header")) {
      JsonNode value = parameter.path("examples").path(name).path("value");
      if (value.isString()) {
        request.header(parameter.path("name").asString(), value.asString());
      }
    }
    return request;
  }

  private static JsonNode stable(JsonNode body) {
    ObjectNode copy = (ObjectNode) body.deepCopy();
    VOLATILE.stream().filter(copy::has).forEach(name -> copy.put(name, "…"));
    return copy;
  }
}
