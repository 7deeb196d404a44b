package io.sunpress.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.SharedInstallation;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Walks the document with invented requests: right ones, wrong ones, nonsense. Every answer is one
 * that the document knows, in the form that it says; none is our own mistake.
 */
class InventedRequestsTest {
  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 16;
  private static final int MOST_TOLD = 20;

  /** None of them lets anybody wait long. */
  private static final List<String> PREFERENCES =
      List.of(
          "respond-async",
          "wait=0",
          "wait=1",
          "respond-async, wait=0",
          "wait=0;x=\"y",
          "wait=0, ,=");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final InventedRequests strangers = new InventedRequests(seed);
  private final OpenApiDocument document = OpenApiDocument.served();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  @Test
  void hundredsOfInventedRequestsAreAnsweredAsDocumented() throws InterruptedException {
    walk(400);
  }

  @Test
  @Tag("long")
  void thousandsOfInventedRequestsAreAnsweredAsDocumented() throws InterruptedException {
    walk(
        Math.max(
            400, (int) (REQUESTS * Double.parseDouble(System.getProperty("long.scale", "1")))));
  }

  private void walk(int requests) throws InterruptedException {
    System.out.println("seed " + seed);
    List<OpenApiDocument.Route> routes = document.routes();
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = 0; i < requests; i++) {
      OpenApiDocument.Route route = strangers.one(routes);
      String body = route.method().equals("POST") ? body(route) : "";
      String path = path(route);
      HttpRequest.Builder request = request(route, path, body);
      free.acquire();
      CompletableFuture<HttpResponse<String>> answer = SharedInstallation.api().sendAsync(request);
      answer.whenComplete(
          (response, failure) -> {
            check(route, path + " " + shortened(body), response, failure);
            free.release();
          });
    }
    free.acquire(AT_ONCE);
    assertThat(complaints.stream().limit(MOST_TOLD))
        .as("%d complaints with seed %d", complaints.size(), seed)
        .isEmpty();
  }

  /** At most one part is hostile: two together can climb to an address of another route. */
  private String path(OpenApiDocument.Route route) {
    List<JsonNode> parameters = route.parameters("path");
    JsonNode hostile =
        parameters.isEmpty() || strangers.percent(70) ? null : strangers.one(parameters);
    String path = route.path();
    for (JsonNode parameter : parameters) {
      String value =
          parameter == hostile ? strangers.hostileText() : strangers.text(parameter.path("schema"));
      path =
          path.replace(
              "{" + parameter.path("name").asString() + "}",
              URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path;
  }

  private String body(OpenApiDocument.Route route) {
    JsonNode content = route.tree().path("requestBody").path("content").path("application/json");
    JsonNode schema = content.path("schema");
    String ref =
        (schema.has("anyOf") ? schema.path("anyOf").path(0) : schema).path("$ref").asString();
    return strangers.body(document.root().at(ref.substring(1)));
  }

  private HttpRequest.Builder request(OpenApiDocument.Route route, String path, String body) {
    HttpRequest.Builder request =
        SharedInstallation.api()
            .request(path)
            .method(
                route.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    // Always one: without it the compat door waits as long as it likes.
    request.header("Prefer", strangers.one(PREFERENCES));
    if (strangers.percent(70)) {
      request.header("Content-Type", "application/json");
    } else if (strangers.percent(50)) {
      request.header(
          "Content-Type", strangers.one(List.of("text/plain", "x", "application/xml;q=\"", "*/*")));
    }
    if (strangers.percent(20)) {
      request.header(
          "Accept", strangers.one(List.of("*/*", "text/html", "application/json", "x;;")));
    }
    if (strangers.percent(20)) {
      request.header("If-None-Match", strangers.one(List.of("*", "\"a\"", "W/\"", ",,", "\"")));
    }
    return request;
  }

  private void check(
      OpenApiDocument.Route route, String asked, HttpResponse<String> answer, Throwable failure) {
    if (failure != null) {
      complaints.add(route + " " + asked + ": " + failure);
      return;
    }
    List<String> wrong = new ArrayList<>();
    route
        .answer(answer.statusCode())
        .ifPresentOrElse(
            documented -> checkBody(documented, answer, wrong), () -> wrong.add("not documented"));
    if (answer.body().contains("Exception") || answer.body().contains("\tat ")) {
      wrong.add("tells of our inside");
    }
    if (!wrong.isEmpty()) {
      complaints.add(
          "%s %s: %d %s %s"
              .formatted(route, asked, answer.statusCode(), wrong, shortened(answer.body())));
    }
  }

  private void checkBody(JsonNode documented, HttpResponse<String> answer, List<String> wrong) {
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    if (!documented.has("content") || answer.body().isEmpty()) {
      return;
    }
    JsonNode content = documented.path("content").path(type);
    if (content.isMissingNode()) {
      if (!documented.path("content").has("image/*") || !type.startsWith("image/")) {
        wrong.add("is " + type);
      }
      return;
    }
    try {
      wrong.addAll(
          document.complaints(
              content.path("schema"), OpenApiDocument.JSON.readTree(answer.body())));
    } catch (JacksonException e) {
      wrong.add("is no JSON");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
