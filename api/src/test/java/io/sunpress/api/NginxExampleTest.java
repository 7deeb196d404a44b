package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.parts.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nginx configuration of docs/operations/running.md, before an API, without its TLS. */
class NginxExampleTest {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final String BODY = "{\"page\":\"pages/nginx\",\"scene\":\"nginx\"}";

  @TempDir Path directory;

  @Test
  void slowBodiesReachTheProxyOnly() throws Exception {
    assumeTrue(Files.isExecutable(NGINX), "nginx is not installed: its example is not tested");
    Map<String, String> behind =
        Map.of(
            "sunpress.http.trusted-proxies",
            "127.0.0.1",
            "sunpress.auth.mode",
            "none",
            "sunpress.http.body-timeout",
            "200ms",
            "sunpress.ledger.directory",
            SharedInstallation.home().directory().resolve("nginx").toString());
    try (ApiClient api = ApiClient.ready(SharedInstallation.home(), behind)) {
      int port = Ports.free();
      Process nginx = start(configuration(api.base().getPort(), port));
      List<Socket> slow = new ArrayList<>();
      try {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> ask(port) != null);
        for (int i = 0; i < 90; i++) {
          slow.add(open(port, head(BODY.length()) + "{"));
        }
        assertThat(ask(port)).containsPattern("^HTTP/1.1 20[02]");
        // It buffers the body: the API, which waits for 200 ms, sees it at once.
        Socket last = slow.get(0);
        assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        last.getOutputStream().write(BODY.substring(1).getBytes(ISO_8859_1));
        assertThat(answer(last)).containsPattern("^HTTP/1.1 20[02]");
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
        nginx.destroy();
        nginx.waitFor();
      }
    }
  }

  private Path configuration(int api, int port) throws IOException {
    Path page = Path.of("").toAbsolutePath().resolveSibling("docs/operations/running.md");
    String example = Files.readString(page, UTF_8);
    int begin = example.indexOf("```nginx\n") + 9;
    String http =
        example
            .substring(begin, example.indexOf("```", begin))
            .replaceAll("(?m)^ *ssl_certificate.*$", "")
            .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
            .replace("127.0.0.1:8080", "127.0.0.1:" + api);
    Path file = directory.resolve("nginx.conf");
    String places = "";
    for (String place : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      places += place + "_temp_path " + directory.resolve(place) + ";\n";
    }
    Files.writeString(
        file,
        "daemon off; pid %s;\nevents {}\nhttp {\naccess_log off;\n%s%s}\n"
            .formatted(directory.resolve("nginx.pid"), places, http));
    return file;
  }

  private Process start(Path file) throws IOException {
    return new ProcessBuilder(
            NGINX.toString(), "-p", directory.toString(), "-e", "stderr", "-c", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("nginx.log").toFile())
        .start();
  }

  private static String head(int length) {
    return "POST /v1/codes HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static Socket open(int port, String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  private static String ask(int port) throws IOException {
    try (Socket socket = open(port, head(BODY.length()) + BODY)) {
      return answer(socket);
    }
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }
}
