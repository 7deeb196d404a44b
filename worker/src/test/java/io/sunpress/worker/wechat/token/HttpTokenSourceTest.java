package io.sunpress.worker.wechat.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.WeChatProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** A company's token service as the source. */
class HttpTokenSourceTest extends TokenSourceContract {
  private final StubHttpServer service = new StubHttpServer();
  private final OkHttpClient http =
      HttpTokenSource.client(
          new WeChatProperties(
              service.url(""),
              null,
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              DataSize.ofMegabytes(2),
              null,
              null,
              ""));
  private final TokenSource source = source("/wx?key=canary-key", "canary-bearer");

  private TokenSource source(String path, String bearer) {
    return new HttpTokenSource(
        http,
        new TokenSourceSettings.Service(Secret.of(service.url(path).toString()), Secret.of(bearer)),
        clock);
  }

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    service.close();
  }

  @Override
  TokenSource source() {
    return source;
  }

  @Override
  void offers(byte[] bytes) {
    service.answers(200, Map.of(), bytes);
  }

  @Override
  void slowly(Duration delay) {
    service.meanwhile(
        () -> {
          clock.advance(delay);
          service.meanwhile(() -> {});
        });
  }

  @Override
  List<String> credentials() {
    return List.of("canary-bearer", service.url("/wx?key=canary-key").toString());
  }

  @Override
  void away() {
    service.close();
  }

  @Test
  void getsTheAddressWithTheBearerInItsHeader() {
    offers(T1, 7200);
    value();
    StubHttpServer.Asked asked = service.asked().get(0);
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.uri()).hasToString("/wx?key=canary-key");
    assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer canary-bearer");
    assertThat(asked.headers().getFirst("Accept")).isEqualTo("application/json");
  }

  @Test
  void sendsNoHeaderWithoutABearer() {
    offers(T1, 7200);
    source("/wx", "").ask();
    assertThat(service.asked().get(0).headers()).doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "301, APP",
    "302, APP",
    "307, APP",
    "308, APP",
    "400, APP",
    "401, APP",
    "403, APP",
    "404, APP",
    "408, BUSY",
    "429, BUSY",
    "500, BUSY",
    "502, BUSY",
    "503, BUSY"
  })
  void tellsAWrongKeyOrAddressFromAServiceThatIsBusy(int status, ErrorClass type) {
    service.answers(
        status,
        Map.of("Location", service.url("/elsewhere").toString()),
        "{\"access_token\":\"stolen\"}".getBytes(UTF_8));
    CodeError error = error();
    assertThat(error.type()).isEqualTo(type);
    assertThat(error.errmsg()).contains("token service", Integer.toString(status));
    assertThat(service.asked()).as("no redirect is followed").hasSize(1);
  }

  @Test
  void takesTheServicesRefusedAddressForNoneOfOurs() {
    offers("{\"errcode\":40164,\"errmsg\":\"invalid ip 203.0.113.7\"}");
    assertThat(error().type()).isEqualTo(ErrorClass.APP);
  }

  @Test
  void waitsNoLongerThanForWeChat() {
    CountDownLatch end = new CountDownLatch(1);
    service.meanwhile(() -> await(end));
    long start = System.nanoTime();
    assertThat(error().errmsg()).startsWith("the token service can't be reached: ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    end.countDown();
  }

  @Test
  void readsNoMoreThan64Kilobytes() {
    offers("{\"access_token\":\"%s\",\"pad\":\"%s\"}".formatted(T1, "x".repeat(64 << 10)));
    assertThat(error().errmsg()).isEqualTo("the token service sent more than 65536 bytes");
  }

  @Test
  void refusesAnAddressThatCanNotBeAskedWithoutQuotingIt() {
    assertThatThrownBy(
            () ->
                new HttpTokenSource(
                    http,
                    new TokenSourceSettings.Service(
                        Secret.of("http://canary:99999/"), Secret.of("")),
                    clock))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("token-url")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'token':'TOKEN','expire':7200}",
        "{'code':0,'data':{'token':'TOKEN'}}",
        "{'authorization_info':{'authorizer_access_token':'TOKEN','expires_in':7200}}",
        "{'access_token':'','data':{'info':{'accessToken':'TOKEN'}}}",
        "{'token':'ok','result':{'access_token':'TOKEN'}}"
      })
  void findsTheTokenInAnyShape(String shape) {
    offers(shape.replace('\'', '"').replace("TOKEN", T1));
    assertThat(value()).isEqualTo(T1);
  }

  @Test
  void namesTheMembersAndNoValueWhereThereIsNoToken() {
    offers("{\"code\":0,\"data\":{\"ticket\":\"canary-value\",\"ttl\":7200}}");
    CodeError error = error();
    assertThat(error.type()).isEqualTo(ErrorClass.APP);
    assertThat(error.errmsg()).contains("code", "ticket", "ttl").doesNotContain("canary");
  }
}
