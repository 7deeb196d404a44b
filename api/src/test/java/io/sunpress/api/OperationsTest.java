package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.CapturedLog;
import io.sunpress.api.testing.SharedInstallation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator sees of it, and what a stranger does not. */
class OperationsTest {
  private final ApiClient api = SharedInstallation.api();

  @Test
  void aWrongAddressIsNoWarning() {
    try (CapturedLog log = CapturedLog.everybody()) {
      for (String method : new String[] {"GET", "POST", "DELETE"}) {
        HttpResponse<String> answer =
            api.send(api.request("/nowhere-at-all").method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/not-found");
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("nowhere-at-all"));
    }
  }

  @Test
  void ofTheInsideOnlyHealthAndMetricsAreShown() {
    assertThat(api.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(api.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(api.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    for (String closed :
        new String[] {
          "",
          "/env",
          "/beans",
          "/configprops",
          "/heapdump",
          "/threaddump",
          "/loggers",
          "/mappings",
          "/metrics",
          "/info",
          "/shutdown",
          "/conditions",
          "/scheduledtasks",
          "/httpexchanges"
        }) {
      assertThat(api.get("/actuator" + closed).statusCode()).as(closed).isEqualTo(404);
    }
  }

  @Test
  void everyAnswerTellsBrowsersToBeCareful() {
    for (String path :
        new String[] {"/v1/jobs/x", "/nowhere", "/codes/a/b.jpg", "/actuator/health"}) {
      Map<String, List<String>> headers = api.get(path).headers().map();
      assertThat(headers)
          .as(path)
          .containsEntry("X-Content-Type-Options", List.of("nosniff"))
          .containsEntry("X-Frame-Options", List.of("DENY"))
          .containsEntry("Referrer-Policy", List.of("no-referrer"))
          .containsEntry(
              "Cross-Origin-Resource-Policy",
              List.of(path.startsWith("/codes/") ? "cross-origin" : "same-origin"))
          .doesNotContainKeys("Server", "X-Powered-By", "Set-Cookie");
      assertThat(headers.keySet())
          .anyMatch(name -> name.equalsIgnoreCase("content-security-policy"));
    }
  }

  @Test
  void pagesOfNamedOriginsMayCallAndNoOthers() {
    try (ApiClient open =
        ApiClient.starting(
            SharedInstallation.home(),
            Map.of(
                "sunpress.ledger.directory",
                SharedInstallation.home().directory().resolve("origins").toString(),
                "sunpress.cross-origin.allowed-origins",
                "https://shop.example"))) {
      for (String origin : new String[] {"https://shop.example", "https://evil.example"}) {
        HttpResponse<String> asked =
            open.send(
                open.request("/v1/codes")
                    .method("OPTIONS", BodyPublishers.noBody())
                    .setHeader("Origin", origin)
                    .setHeader("Access-Control-Request-Method", "POST"));
        boolean isNamed = origin.contains("shop");
        assertThat(asked.statusCode()).as(origin).isEqualTo(isNamed ? 200 : 403);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin").isPresent())
            .isEqualTo(isNamed);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
      }
    }
  }
}
