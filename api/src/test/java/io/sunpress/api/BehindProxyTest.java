package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API below a path of its own, behind a proxy on this machine that it trusts. */
class BehindProxyTest {
  private static final String PREFIX = "X-Forwarded-Prefix";
  private static final String WAITING =
      "{\"page\":\"pages/a\",\"path\":\"pages/a\",\"scene\":\"hold-p%d\"}";
  private static ApiClient api;

  @BeforeAll
  static void start() {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "sunpress.ledger.directory",
        SharedInstallation.home().directory().resolve("proxied").toString());
    settings.put("server.servlet.context-path", "/sun");
    settings.put("sunpress.auth.mode", "required");
    settings.put("sunpress.auth.max-wrong-keys", "3");
    settings.put("sunpress.http.trusted-proxies", "127.0.0.1");
    settings.put("sunpress.http.allowed-hosts", "127.0.0.1,Codes.example");
    SharedInstallation.addKey(settings, 0, "one", Installation.APP.value(), "submit,read", 0);
    api = ApiClient.ready(SharedInstallation.home(), settings);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static HttpResponse<String> post(String path, int scene, String... headers) {
    List<String> all = new java.util.ArrayList<>(List.of(headers));
    all.addAll(List.of("Token", SharedInstallation.key("one"), "Prefer", "respond-async"));
    return api.post(path, WAITING.formatted(scene), all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"/v1/codes, /v1/jobs/", "/api/weapp/qrcode, /api/weapp/qrcode/"})
  void theLocationOfAJobIsBelowTheContextPathOrTheProxysPrefix(String path, String jobs) {
    HttpResponse<String> direct = post(path, 1);
    assertThat(direct.statusCode()).as(direct.body()).isEqualTo(202);
    assertThat(direct.headers().firstValue("Location").orElse("")).startsWith("/sun" + jobs);
    assertThat(post(path, 1, PREFIX, "/tools/sun").headers().firstValue("Location").orElse(""))
        .startsWith("/tools/sun" + jobs);
  }

  @Test
  void theJobOfAPendingCodeIsBelowItToo() {
    String id = post("/v1/codes", 2).body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
    String key = SharedInstallation.key("one");
    assertThat(api.get("/v1/codes/" + id, "Token", key).body())
        .contains("\"job\":\"/sun/v1/jobs/" + id);
    assertThat(api.get("/v1/codes/" + id, "Token", key, PREFIX, "/x/").body())
        .contains("\"job\":\"/x/v1/jobs/" + id);
  }

  @Test
  void picturesAreForAnybodysPageAndNothingElseIs() {
    assertThat(policy("/codes/wx0123456789abcdef/d481va0q4x6758j683qhydc2hz.jpg"))
        .isEqualTo("cross-origin");
    assertThat(policy("/v1/apps")).isEqualTo("same-origin");
  }

  private static String policy(String path) {
    return api.get(path).headers().firstValue("Cross-Origin-Resource-Policy").orElseThrow();
  }

  @Test
  void errorsOfTheCompatRouteKeepTheirEnvelope() throws IOException {
    assertThat(api.get("/api/weapp/qrcode/x").body()).startsWith("{\"code\":1001,");
    assertThat(api.get("/api/weapp/nowhere").body()).startsWith("{\"code\":-1,");
    assertThat(raw("GET /sun/api/weapp/a%2fb HTTP/1.1", "127.0.0.1")).contains("{\"code\":-1,");
    assertThat(raw("GET /sun/api/weapp/qrcode HTTP/1.1", "evil.example"))
        .startsWith("HTTP/1.1 421")
        .contains("{\"code\":-1,");
  }

  @Test
  void theConsoleAndTheDocumentLoadBelowIt() {
    assertThat(api.get("/").body()).contains("src=\"console/main.js\"");
    assertThat(api.get("/docs").statusCode()).isEqualTo(200);
    assertThat(api.get("/console/main.js").statusCode()).isEqualTo(200);
    assertThat(api.get("/openapi.json").body()).contains("\"url\" : \".\"");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:8080, 200",
    "codes.example, 200",
    "CODES.example:443, 200",
    "evil.example, 421",
    "codes.example.evil.example, 421",
    "localhost, 421",
  })
  void onlyAllowedHostsAreAnswered(String host, int status) throws IOException {
    for (String path : List.of("/sun/docs", "/sun/actuator/health/liveness")) {
      assertThat(raw("GET " + path + " HTTP/1.1", host)).startsWith("HTTP/1.1 " + status);
    }
  }

  /** Each address has its three; what is no address counts for the proxy itself. */
  @Test
  void wrongKeysCountForTheAddressThatTheProxyReports() {
    for (String client : List.of("203.0.113.1", "203.0.113.2")) {
      for (int i = 0; i < 3; i++) {
        assertThat(wrong(client)).as(client).isEqualTo(401);
      }
      assertThat(wrong(client)).isEqualTo(429);
    }
    for (String nobody : List.of("unknown", "203.0.113.1:80", "_hidden")) {
      assertThat(wrong(nobody)).as(nobody).isEqualTo(401);
    }
    assertThat(wrong(" , , ")).isEqualTo(429);
    assertThat(wrong("203.0.113.3")).isEqualTo(401);
  }

  private static int wrong(String forwardedFor) {
    return api.get("/v1/apps", "Token", "one.wrong", "X-Forwarded-For", forwardedFor).statusCode();
  }

  private static String raw(String line, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.base().getPort())) {
      socket.setSoTimeout(20_000);
      String request = "%s\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(line, host);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
