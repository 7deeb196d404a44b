package io.sunpress.worker.wechat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** WeChat as the source. */
class StableTokenSourceTest extends TokenSourceContract {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final StubHttpServer wechat = new StubHttpServer();
  private final WeChatClient client = new WeChatClient(settings(wechat), Optional.empty());
  private final TokenSource source = source("canary-secret", false);

  static WeChatProperties settings(StubHttpServer server) {
    return new WeChatProperties(
        server.url(""),
        null,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        DataSize.ofMegabytes(2),
        null,
        null,
        "");
  }

  private TokenSource source(String secret, boolean mayForce) {
    return new StableTokenSource(
        client, APP, new TokenSourceSettings.Stable(Secret.of(secret), mayForce), clock);
  }

  @AfterEach
  void close() {
    client.close();
    wechat.close();
  }

  @Override
  TokenSource source() {
    return source;
  }

  @Override
  void offers(byte[] bytes) {
    wechat.answers(200, Map.of("Content-Type", "application/json"), bytes);
  }

  @Override
  void slowly(Duration delay) {
    wechat.meanwhile(
        () -> {
          clock.advance(delay);
          wechat.meanwhile(() -> {});
        });
  }

  @Override
  List<String> credentials() {
    return List.of("canary-secret");
  }

  @Override
  void away() {
    wechat.close();
  }

  @Test
  void asksNothingWithoutASecret() {
    TokenSourceResult offer = source("", true).ask();
    assertThat(((TokenSourceResult.Nothing) offer).error().errcode()).hasValue(41004);
    assertThat(wechat.asked()).isEmpty();
  }

  @Test
  void asksWithTheSecretThatItsFileHoldsAtThatMoment(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");
    TokenSource source =
        new StableTokenSource(
            client,
            APP,
            new TokenSourceSettings.Stable(Secret.of(""), Optional.of(file), false),
            clock);
    assertThat(((TokenSourceResult.Nothing) source.ask()).error().errcode()).hasValue(41004);
    offers(T1, 7200);
    for (String secret : List.of("canary-first", "canary-second")) {
      Files.writeString(file, secret + "\n");
      source.ask();
    }
    assertThat(wechat.asked())
        .extracting(StubHttpServer.Asked::body)
        .satisfiesExactly(
            body -> assertThat(body).contains("\"secret\":\"canary-first\""),
            body -> assertThat(body).contains("\"secret\":\"canary-second\""));
  }

  @Test
  void asksInNormalModeAndWithTheSecretInTheBody() {
    offers(T1, 7200);
    value();
    StubHttpServer.Asked asked = wechat.asked().get(0);
    assertThat(asked.uri()).hasToString("/cgi-bin/stable_token");
    assertThat(asked.body())
        .isEqualTo(
            "{\"grant_type\":\"client_credential\",\"appid\":\"wx0123456789abcdef\","
                + "\"secret\":\"canary-secret\",\"force_refresh\":false}");
  }

  @Test
  void forcesNothingUnlessThatIsAllowed() {
    assertThat(source.insist()).isEmpty();
    assertThat(wechat.asked()).isEmpty();
  }

  @Test
  void forcesAtMostOnceIn30Seconds() {
    TokenSource forcing = source("canary-secret", true);
    offers(T1, 7200);
    for (int second = 0; second < 90; second++) {
      forcing.insist();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(wechat.asked())
        .hasSize(3)
        .allSatisfy(asked -> assertThat(asked.body()).contains("\"force_refresh\":true"));
  }

  @Test
  void leavesTheGroupWhereWeChatRefusesThisAddress() {
    offers("{\"errcode\":40164,\"errmsg\":\"invalid ip 203.0.113.7\"}");
    assertThat(error().type()).isEqualTo(ErrorClass.ADDRESS);
  }
}
