package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Too much, too large, too slow: refused at once, and nobody else notices. */
class OverloadTest {
  private static final String BODY = "{\"page\":\"pages/overload\",\"scene\":\"busy\"}";

  private static Socket open(ApiClient api, String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", api.base().getPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  private static String head(String path, String more) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
  }

  private static String answer(ApiClient api, String text) throws IOException {
    try (Socket socket = open(api, text)) {
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String whole(String path) {
    return head(path, "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n") + BODY;
  }

  @Test
  void aHundredMegabytesAreRefusedBeforeTheyCome() throws IOException {
    // Of which one byte comes: who waited for more would wait for a minute.
    for (String path : List.of("/v1/codes", "/api/weapp/qrcode")) {
      assertThat(
              answer(SharedInstallation.api(), head(path, "Content-Length: 104857600\r\n") + "{"))
          .startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyWithoutAnEndIsRefusedAtItsLimit() throws IOException {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    String request =
        head("/v1/codes", "Transfer-Encoding: chunked\r\nConnection: close\r\n")
            + chunk.repeat(8)
            + "0\r\n\r\n";
    assertThat(answer(SharedInstallation.api(), request)).startsWith("HTTP/1.1 413");
  }

  @Test
  void whoFallsSilentInTheMiddleOfABodyIsToldThatItWasTooSlow() throws IOException {
    Map<String, String> hasty =
        Map.of(
            "sunpress.http.body-timeout",
            "300ms",
            // The server's patience with silence elsewhere: longer than this test's.
            "server.tomcat.connection-timeout",
            "60s",
            "sunpress.ledger.directory",
            SharedInstallation.home().directory().resolve("hasty").toString());
    try (ApiClient api = ApiClient.starting(SharedInstallation.home(), hasty)) {
      String begun = "Content-Length: 1000\r\n";
      assertThat(answer(api, head("/v1/codes", begun) + "{"))
          .startsWith("HTTP/1.1 408")
          .contains("/problems/body-too-slow")
          .containsIgnoringCase("\r\nConnection: close\r\n");
      assertThat(answer(api, head("/api/weapp/qrcode", begun) + "{"))
          .startsWith("HTTP/1.1 408")
          .contains("{\"code\":-1,")
          .containsIgnoringCase("\r\nConnection: close\r\n");
    }
  }

  @Test
  void headersAreBoundedToo() throws IOException {
    String request = head("/v1/codes", "X-Long: " + "x".repeat(9_000) + "\r\n");
    // The server keeps such a connection for a while after its answer.
    try (Socket socket = open(SharedInstallation.api(), request)) {
      assertThat(until(socket, "}"))
          .startsWith("HTTP/1.1 400")
          .contains("/problems/bad-request")
          .doesNotContain("Exception");
    }
  }

  /** What comes until this has come. */
  private static String until(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void whoIsRefusedMayUseHisConnectionAgain() throws IOException {
    String refused =
        head("/v1/codes", "Content-Length: " + BODY.length() + "\r\nToken: nobody.0\r\n") + BODY;
    assertThat(answer(SharedInstallation.api(), refused + whole("/v1/codes")))
        .startsWith("HTTP/1.1 401")
        .containsPattern("HTTP/1.1 20[02]");
  }

  @Test
  void whoIsRefusedAndFallsSilentTakesNoConnectionFromOthersWhoAreRefused() throws IOException {
    Map<String, String> few =
        Map.of(
            "sunpress.http.max-slow-bodies",
            "4",
            "sunpress.http.body-timeout",
            "60s",
            "server.tomcat.connection-timeout",
            "60s",
            "sunpress.ledger.directory",
            SharedInstallation.home().directory().resolve("refusing").toString());
    String wrong = "Token: nobody.0\r\nContent-Length: ";
    try (ApiClient api = ApiClient.ready(SharedInstallation.home(), few)) {
      String unfinished = head("/v1/codes", wrong + "1000\r\n") + "{";
      try (Socket silent = open(api, unfinished)) {
        assertThat(until(silent, "}")).startsWith("HTTP/1.1 401").doesNotContain("close");
        // Of four places one is for those who are refused: the next one is told that he has none.
        assertThat(answer(api, unfinished))
            .startsWith("HTTP/1.1 401")
            .containsIgnoringCase("\r\nConnection: close\r\n");
        String refused = head("/v1/codes", wrong + BODY.length() + "\r\n") + BODY;
        assertThat(answer(api, refused + whole("/v1/codes")))
            .startsWith("HTTP/1.1 401")
            .containsPattern("HTTP/1.1 20[02]");
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(told(api, unfinished)).doesNotContain("close"));
    }
  }

  private static String told(ApiClient api, String text) throws IOException {
    try (Socket socket = open(api, text)) {
      return until(socket, "}");
    }
  }

  @Test
  void fiveHundredHalfOpenConnectionsHinderNobody() throws IOException {
    ApiClient api = SharedInstallation.api();
    List<Socket> half = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        half.add(open(api, "POST /v1/codes HTTP/1.1\r\nHost: 127.0"));
        half.add(open(api, head("/v1/codes", "Content-Length: 1000\r\n") + "{"));
      }
      // The slow ones may take a minute each: who had to wait for one would wait in vain.
      for (int i = 0; i < 20; i++) {
        assertThat(answer(api, whole("/v1/codes"))).containsPattern("^HTTP/1.1 20[02]");
        assertThat(api.get("/v1/jobs/00000000000000000000000000").statusCode()).isEqualTo(404);
      }
    } finally {
      for (Socket socket : half) {
        socket.close();
      }
    }
  }
}
