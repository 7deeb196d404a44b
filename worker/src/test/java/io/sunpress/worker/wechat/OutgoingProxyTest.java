package io.sunpress.worker.wechat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.code.AppId;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Calls that leave by a proxy: WeChat's host is known to the proxy alone. */
class OutgoingProxyTest {
  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"errcode\":-1}";
  private static final String ASKS =
      "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
          + "Content-Length: 0\r\nConnection: close\r\n\r\n";

  private final List<String> heads = new CopyOnWriteArrayList<>();
  private ServerSocket door;
  @TempDir private Path dir;

  @BeforeEach
  void open() throws IOException {
    door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    door.close();
  }

  @Test
  void offersTheFilesCredentialsToAnHttpProxyThatAsks() throws Exception {
    serve(
        caller -> {
          String head = head(caller.getInputStream());
          heads.add(head);
          boolean known = head.contains("Proxy-Authorization: Basic dXNlcjpoYTpyZA==");
          caller.getOutputStream().write((known ? REPLY : ASKS).getBytes(US_ASCII));
        });

    assertThat(call("http")).isInstanceOf(WeChatReply.ApiError.class);
    assertThat(heads)
        .last()
        .asString()
        .startsWith("POST http://wechat.invalid/cgi-bin/stable_token");
  }

  @Test
  void offersTheFilesCredentialsToASocksProxyThatAsks() throws Exception {
    serve(
        caller -> {
          DataInputStream in = new DataInputStream(caller.getInputStream());
          in.readByte();
          in.readNBytes(in.readByte());
          caller.getOutputStream().write(new byte[] {5, 2});
          in.readByte();
          String user = new String(in.readNBytes(in.readByte()), US_ASCII);
          heads.add(user + ":" + new String(in.readNBytes(in.readByte()), US_ASCII));
          caller.getOutputStream().write(new byte[] {1, 0});
          in.readNBytes(4);
          heads.add(new String(in.readNBytes(in.readByte()), US_ASCII));
          in.readShort();
          caller.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
          head(in);
          caller.getOutputStream().write(REPLY.getBytes(US_ASCII));
        });

    assertThat(call("socks5")).isInstanceOf(WeChatReply.ApiError.class);
    assertThat(heads).containsExactly("user:ha:rd", "wechat.invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy:8080", "ftp://proxy:21", "http://proxy", "http://user:canary@proxy:8080"})
  void refusesWhatIsNoProxysAddressWithASentence(String address) {
    assertThatThrownBy(() -> OutgoingProxy.of(URI.create(address), Optional.empty()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("sunpress.wechat.proxy")
        .hasMessageNotContaining("canary");
  }

  private WeChatReply call(String scheme) throws IOException {
    Path file = Files.writeString(dir.resolve("proxy"), "user:ha:rd\n");
    WeChatProperties settings =
        new WeChatProperties(
            URI.create("http://wechat.invalid"),
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            DataSize.ofMegabytes(2),
            URI.create(scheme + "://127.0.0.1:" + door.getLocalPort()),
            file,
            "");
    try (WeChatClient client = new WeChatClient(settings, Optional.empty())) {
      return client.fetchToken(new AppId("wx0123456789abcdef"), Secret.of("hush"), false);
    }
  }

  private interface Conversation {
    void hold(Socket caller) throws IOException;
  }

  private void serve(Conversation conversation) {
    Thread server =
        new Thread(
            () -> {
              while (!door.isClosed()) {
                try (Socket caller = door.accept()) {
                  conversation.hold(caller);
                } catch (IOException e) {
                  // The next caller, or the end.
                }
              }
            });
    server.setDaemon(true);
    server.start();
  }

  /** A request's head; its body is left. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    in.skipNBytes(length(head.toString()));
    return head.toString();
  }

  private static int length(String head) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("Content-Length: (\\d+)").matcher(head);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
