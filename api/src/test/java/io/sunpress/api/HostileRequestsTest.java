package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a stranger can send, against every route: each answer is one that {@code
 * docs/problems.md} names, none tells of our inside, and nothing is asked.
 */
class HostileRequestsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ID = "00000000000000000000000000";
  private static final Set<String> READ = Set.of("GET", "HEAD");
  private static final Map<String, Set<String>> ROUTES =
      Map.ofEntries(
          Map.entry("/api/weapp/qrcode", Set.of("POST")),
          Map.entry("/api/weapp/qrcode/" + ID, READ),
          Map.entry("/v1/codes", Set.of("POST")),
          Map.entry("/v1/codes/" + ID, READ),
          Map.entry("/v1/jobs/" + ID, READ),
          Map.entry("/v1/apps", READ),
          Map.entry("/codes/wx0123456789abcdef/" + ID + ".jpg", READ),
          Map.entry("/actuator/health", READ),
          Map.entry("/actuator/prometheus", READ),
          Map.entry("/openapi.json", READ),
          Map.entry("/", READ),
          Map.entry("/docs", READ),
          Map.entry("/console/style.css", READ),
          Map.entry("/nowhere/at/all", Set.of()));
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW");
  private static final Set<Integer> DOCUMENTED =
      Set.of(200, 304, 400, 401, 403, 404, 405, 406, 408, 413, 415, 416, 422, 501, 503);
  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "{",
          "}",
          "[]",
          "null",
          "true",
          "\"page\"",
          "0",
          "{}",
          "{\"page\":null,\"path\":null,\"scene\":null}",
          "{\"page\":1,\"path\":1,\"scene\":\"a\"}",
          "{\"page\":{},\"path\":[],\"scene\":{}}",
          "{\"page\":\"a\",\"page\":\"b\",\"path\":\"a\",\"path\":\"b\",\"scene\":\"c\"}",
          "{\"page\":\"a\",\"path\":\"a?b\",\"scene\":\"%\"}",
          "{\"page\":\"a\\u0000\",\"path\":\"a\\u0000\",\"scene\":\"a\"}",
          "{\"page\":\"a\",\"path\":\"../a\",\"scene\":\"\\ud800\"}",
          "{\"page\":\"a\",\"path\":\"a\",\"scene\":\"中文\"}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\",\"width\":1e400}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\",\"width\":99999999999999999999}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\",\"app\":\"' OR 1=1 --\"}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\",\"kind\":\"${jndi:ldap://x}\"}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\",\"reference\":\""
              + "x".repeat(300)
              + "\"}",
          "{\"page\":\"a\",\"path\":\"\",\"scene\":\"b\"} trailing",
          "\ufeff{\"page\":\"\",\"path\":\"\",\"scene\":\"b\"}",
          "page=a&path=a&scene=b",
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
          "[".repeat(10_000),
          "{\"a\":".repeat(5_000),
          "{\"page\":\"" + "x".repeat(70_000) + "\"}");

  private final ApiClient api = SharedInstallation.api();

  @Test
  void everyMethodOnEveryRouteIsAnsweredProperly() {
    long before = SharedInstallation.published();
    assertSoftly(
        softly ->
            ROUTES.forEach(
                (route, allowed) -> {
                  for (String method : METHODS) {
                    HttpResponse<String> answer =
                        api.send(api.request(route).method(method, BodyPublishers.noBody()));
                    check(softly, method + " " + route, answer);
                    if (!allowed.contains(method) && !allowed.isEmpty() && !isOptions(method)) {
                      softly
                          .assertThat(answer.statusCode())
                          .as(method + " " + route)
                          .isEqualTo(405);
                    }
                  }
                }));
    assertThat(SharedInstallation.published()).isEqualTo(before);
  }

  private static boolean isOptions(String method) {
    return method.equals("OPTIONS");
  }

  @Test
  void noBodyAndNoMediaTypeBreaksAnything() {
    long before = SharedInstallation.published();
    List<String> types =
        List.of(
            "application/json",
            "application/json;charset=utf-16",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/xml",
            "nonsense",
            "a/b/c; ;=");
    assertSoftly(
        softly -> {
          for (String route : List.of("/v1/codes", "/api/weapp/qrcode")) {
            for (int i = 0; i < BODIES.size(); i++) {
              String type = types.get(i % types.size());
              HttpRequest.Builder request =
                  api.request(route)
                      .POST(BodyPublishers.ofString(BODIES.get(i)))
                      .setHeader("Content-Type", type);
              check(softly, route + " body " + i + " as " + type, api.send(request));
            }
            byte[] noText = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', 1, '}'};
            check(
                softly,
                route + " bytes",
                api.send(api.request(route).POST(BodyPublishers.ofByteArray(noText))));
            check(
                softly,
                route + " gzip",
                api.send(
                    api.request(route)
                        .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
                        .setHeader("Content-Encoding", "gzip")));
          }
        });
    assertThat(SharedInstallation.published()).isEqualTo(before);
  }

  @Test
  void noHeaderBreaksAnything() {
    long before = SharedInstallation.published();
    List<String> values =
        List.of(
            "",
            "*",
            "\"",
            ",,,;;;===",
            "x".repeat(4_000),
            "%00",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "bytes=-",
            "zh;q=NaN",
            "wait=-1, wait=, respond-async=\"",
            "W/",
            "W/\"",
            "1".repeat(500),
            "é\u00ff");
    List<String> names =
        List.of(
            "Accept",
            "Accept-Language",
            "Prefer",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "If-Range",
            "traceparent",
            "tracestate",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "Forwarded",
            "Cookie",
            "Origin");
    assertSoftly(
        softly ->
            ROUTES.keySet().stream()
                .filter(route -> !route.equals("/v1/codes") && !route.endsWith("/qrcode"))
                .forEach(
                    route -> {
                      for (int i = 0; i < values.size() * 3; i++) {
                        String name = names.get((i * 7 + route.length()) % names.size());
                        String value = values.get(i % values.size());
                        check(
                            softly,
                            route + " " + name + ": " + value,
                            api.send(api.request(route).GET().setHeader(name, value)));
                      }
                    }));
    assertThat(SharedInstallation.published()).isEqualTo(before);
  }

  @Test
  void noAddressBreaksAnything() {
    assertSoftly(
        softly -> {
          for (String path :
              List.of(
                  "/v1/jobs/..%2f..%2fetc%2fpasswd",
                  "/v1/jobs/%00",
                  "/v1/jobs/" + "a".repeat(5_000),
                  "/v1/codes/%F0%9F%98%80",
                  "/v1/codes/;jsessionid=1",
                  "/codes/%2e%2e/x.jpg",
                  "/codes/wx0123456789abcdef/" + ID + ".jpg/",
                  "/codes//" + ID + ".jpg",
                  "/actuator",
                  "/actuator/env",
                  "/actuator/heapdump",
                  "/actuator/beans",
                  "/actuator/loggers",
                  "/actuator/shutdown",
                  "/error",
                  "/v1",
                  "/v1/",
                  "//",
                  "/v1/jobs/" + ID + "?x=" + "y".repeat(2_000))) {
            HttpResponse<String> answer = api.get(path);
            softly.assertThat(answer.statusCode()).as(path).isIn(400, 404);
            noInside(softly, path, answer);
          }
        });
  }

  @Test
  void whatIsNoHttpIsRefused() throws IOException {
    for (String nonsense :
        List.of(
            "GET / HTTP/9.9\r\n\r\n",
            "\u0016\u0003\u0001\r\n\r\n",
            "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "POST /v1/codes HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST /v1/codes HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
      try (Socket socket = new Socket("127.0.0.1", api.base().getPort())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer)
            .containsPattern("^HTTP/1.1 (400|405|505) ")
            .doesNotContain("Exception", "\tat ", "Apache");
      }
    }
  }

  @Test
  void aPageOfAnotherOriginMayNotCall() {
    HttpResponse<String> asked =
        api.send(
            api.request("/v1/codes")
                .method("OPTIONS", BodyPublishers.noBody())
                .setHeader("Origin", "https://evil.example")
                .setHeader("Access-Control-Request-Method", "POST"));
    // Whatever the status: without these headers no browser goes on.
    assertThat(asked.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-allow"));
    assertThat(
            api.get("/v1/jobs/" + ID, "Origin", "https://evil.example")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  private static void check(SoftAssertions softly, String what, HttpResponse<String> answer) {
    softly.assertThat(answer.statusCode()).as(what).isIn(DOCUMENTED);
    // Metrics count exceptions by their names.
    if (!what.contains("/actuator/prometheus")) {
      noInside(softly, what, answer);
    }
    softly
        .assertThat(answer.headers().firstValue("X-Content-Type-Options"))
        .as(what)
        .hasValue("nosniff");
    if (answer.statusCode() == 503) {
      softly.assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (type.contains("json") && !answer.body().isEmpty()) {
      softly.assertThat(JSON.readTree(answer.body()).isObject()).as(what).isTrue();
    }
  }

  private static void noInside(SoftAssertions softly, String what, HttpResponse<String> answer) {
    softly
        .assertThat(answer.body() + answer.headers().map())
        .as(what)
        .doesNotContain(
            "Exception", "\tat ", "org.springframework", "org.apache", "io.sunpress.api")
        .doesNotContain("canary");
    softly.assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
  }
}
