package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

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
      String begun = head(path, "Content-Length: 104857600\r\n") + "{";
      try (Socket socket = open(SharedInstallation.api(), begun)) {
        assertThat(until(socket, "}")).startsWith("HTTP/1.1 413");
      }
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

  private static Map<String, String> hasty(String name, String... more) {
    Map<String, String> all = new HashMap<>();
    all.put(
        "sunpress.ledger.directory",
        SharedInstallation.home().directory().resolve(name).toString());
    // The server's own limits, of the silence between two bytes: longer than these tests.
    all.put("server.tomcat.connection-timeout", "60s");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Test
  void aHeadAndABodyThatTrickleAreNotWaitedFor() throws IOException {
    Map<String, String> hasty =
        hasty("trickle", "sunpress.http.head-timeout", "1s", "sunpress.http.body-timeout", "1s");
    try (ApiClient api = ApiClient.starting(SharedInstallation.home(), hasty);
        Socket never = open(api, "");
        Socket head = open(api, "POST /v1/codes HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
        Socket second = open(api, head("/v1/jobs/0", ""));
        Socket body = open(api, head("/v1/codes", "Content-Length: 1000\r\n") + "{")) {
      assertThat(until(second, "}")).startsWith("HTTP/1.1 405");
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> {
                assertThat(isOpen(never)).isFalse();
                assertThat(isOpen(trickling(head))).isFalse();
                assertThat(isOpen(trickling(second))).isFalse();
              });
      assertThat(until(trickling(body), "}")).startsWith("HTTP/1.1 408");
    }
  }

  /** Sends one more byte, where somebody still takes it. */
  private static Socket trickling(Socket socket) {
    try {
      socket.getOutputStream().write('x');
    } catch (IOException e) {
      // Nobody does.
    }
    return socket;
  }

  private static boolean isOpen(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  @Test
  void whoHardlyReadsHisResponsesLosesHisConnection() throws IOException {
    Map<String, String> hasty = hasty("readers", "sunpress.http.response-timeout", "1s");
    try (ApiClient api = ApiClient.starting(SharedInstallation.home(), hasty);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4 << 10);
      socket.connect(new InetSocketAddress("127.0.0.1", api.base().getPort()));
      socket.setSoTimeout(20_000);
      byte[] asking = "GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1);
      OutputStream out = socket.getOutputStream();
      // More than the buffers between the two hold, and a byte read now and then.
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThatThrownBy(
                          () -> {
                            socket.getInputStream().read();
                            out.write(asking);
                          })
                      .isInstanceOf(SocketException.class));
    }
  }

  @Test
  void oneAddressHasOnlySoManyConnectionsAndGetsThemBack() throws IOException {
    Map<String, String> few = hasty("few", "sunpress.http.max-connections-per-address", "3");
    try (ApiClient api = ApiClient.starting(SharedInstallation.home(), few)) {
      List<Socket> three = List.of(open(api, ""), open(api, ""), open(api, ""));
      try (Socket fourth = open(api, head("/v1/jobs/0", ""))) {
        assertThat(isOpen(fourth)).isFalse();
      }
      three.get(0).close();
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(answer(api, head("/v1/jobs/0", "Connection: close\r\n")))
                      .startsWith("HTTP/1.1 405"));
      for (Socket socket : three) {
        socket.close();
      }
    }
  }

  @Test
  void aTrustedProxyHasAsManyConnectionsAsItNeeds() throws IOException {
    Map<String, String> one =
        hasty(
            "proxy",
            "sunpress.http.max-connections-per-address",
            "1",
            "sunpress.http.trusted-proxies",
            "127.0.0.1",
            "sunpress.auth.mode",
            "none");
    try (ApiClient api = ApiClient.starting(SharedInstallation.home(), one);
        Socket first = open(api, "");
        Socket second = open(api, head("/v1/jobs/0", ""))) {
      assertThat(until(second, "}")).startsWith("HTTP/1.1 405");
      assertThat(isOpen(first)).isTrue();
    }
  }

  @Test
  void whoAsksBeforeHeSendsHisBodyIsNotToldToBeforeARefusal() throws IOException {
    String asking = "Expect: 100-continue\r\nConnection: close\r\nContent-Length: ";
    assertThat(
            answer(
                SharedInstallation.api(),
                head("/v1/codes", "Token: nobody.0\r\n" + asking + "10\r\n")))
        .startsWith("HTTP/1.1 401");
    assertThat(answer(SharedInstallation.api(), head("/v1/codes", asking + "104857600\r\n")))
        .startsWith("HTTP/1.1 413");
    try (Socket socket =
        open(SharedInstallation.api(), head("/v1/codes", asking + BODY.length() + "\r\n"))) {
      assertThat(until(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write(BODY.getBytes(ISO_8859_1));
      assertThat(until(socket, "}")).containsPattern("^HTTP/1.1 20[02]");
    }
  }

  /** On older platforms each body that is waited for holds a thread of a hundred. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
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
