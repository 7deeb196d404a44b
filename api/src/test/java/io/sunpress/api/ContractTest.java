package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the pairs of {@code contract.json} against the real server, in order: what is asked, what is
 * answered (bodies byte for byte), and how many requests that put into the queue.
 */
class ContractTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> isKept() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode pair : pairs()) {
      tests.add(DynamicTest.dynamicTest(pair.path("name").asString(), () -> run(pair)));
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests.stream();
  }

  private static JsonNode pairs() throws IOException {
    try (InputStream file = ContractTest.class.getResourceAsStream("contract.json")) {
      return JSON.readTree(file);
    }
  }

  private static void run(JsonNode pair) {
    ApiClient api = instance(pair.path("instance").asString("first"));
    long before = SharedInstallation.published();
    HttpResponse<String> answer = api.send(request(api, pair.path("request")));
    long published = SharedInstallation.published() - before;
    assertSoftly(softly -> check(softly, pair, answer, published));
  }

  private static ApiClient instance(String name) {
    return switch (name) {
      case "first" -> SharedInstallation.api();
      case "second" -> SharedInstallation.second();
      case "guarded" -> SharedInstallation.guarded();
      default -> throw new IllegalArgumentException("no instance " + name);
    };
  }

  private static HttpRequest.Builder request(ApiClient api, JsonNode request) {
    String method = request.path("method").asString("POST");
    JsonNode body = request.path("body");
    String text =
        request.path("repeat").isInt()
            ? body.asString("").repeat(request.path("repeat").asInt())
            : body.isObject() ? JSON.writeValueAsString(body) : body.asString("");
    HttpRequest.Builder builder =
        api.request(request.path("path").asString("/api/weapp/qrcode"))
            .method(
                method, text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text))
            .setHeader("Content-Type", "application/json");
    request
        .path("headers")
        .properties()
        .forEach(header -> builder.setHeader(header.getKey(), header.getValue().asString()));
    return builder;
  }

  private static void check(
      SoftAssertions softly, JsonNode pair, HttpResponse<String> answer, long published) {
    JsonNode expected = pair.path("answer");
    softly.assertThat(answer.statusCode()).isEqualTo(expected.path("status").asInt(200));
    if (expected.path("body").isString()) {
      softly.assertThat(answer.body()).isEqualTo(expected.path("body").asString());
    }
    for (JsonNode part : expected.path("contains")) {
      softly.assertThat(answer.body()).contains(part.asString());
    }
    for (JsonNode part : expected.path("lacks")) {
      softly.assertThat(answer.body()).doesNotContain(part.asString());
    }
    expected
        .path("headers")
        .properties()
        .forEach(
            header ->
                softly
                    .assertThat(answer.headers().firstValue(header.getKey()))
                    .as(header.getKey())
                    .hasValue(header.getValue().asString()));
    softly.assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    if (!answer.body().isEmpty()) {
      softly.assertThat(JSON.readTree(answer.body()).isObject()).isTrue();
    }
    softly
        .assertThat(answer.body() + answer.headers().map())
        .doesNotContain("canary-id-key", "canary-storage", "canary-app", "canarykey");
    softly.assertThat(published).as("published").isEqualTo(pair.path("published").asLong(0));
  }
}
