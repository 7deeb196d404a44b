package io.sunpress.worker.wechat.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.secret.Secret;
import io.sunpress.worker.wechat.TokenResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a keeper promises with any source of tokens behind it; each kind of source runs it. */
abstract class TokenSourceContract {
  static final String T1 = "canary-token-1-0123456789";
  static final String T2 = "canary-token-2-0123456789";

  final SettableClock clock = new SettableClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch[] gate = {new CountDownLatch(0)};
  private final CountDownLatch arrived = new CountDownLatch(1);

  /** The source itself; the same at each call. */
  abstract TokenSource source();

  /** From now on it offers these bytes. */
  abstract void offers(byte[] bytes);

  /** The next question is answered so long after it was asked. */
  abstract void slowly(Duration delay);

  /** From now on there is nobody. */
  abstract void away();

  /** What it sends, and might be quoted in an answer. */
  abstract List<String> credentials();

  private final class Counted implements TokenSource {
    @Override
    public String name() {
      return source().name();
    }

    @Override
    public TokenSourceResult ask() {
      asked.incrementAndGet();
      arrived.countDown();
      await(gate[0]);
      return source().ask();
    }

    @Override
    public Optional<TokenSourceResult> insist() {
      return source().insist();
    }
  }

  final TokenCache keeper = new TokenCache(new Counted(), clock);

  final void offers(String token, long expiresIn) {
    offers("{\"access_token\":\"%s\",\"expires_in\":%d}".formatted(token, expiresIn));
  }

  final void offers(String text) {
    offers(text.getBytes(UTF_8));
  }

  @Test
  void isAskedOnceForAllWhoWantItAtTheSameTime() throws Exception {
    offers(T1, 7200);
    gate[0] = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<CompletableFuture<String>> wanted = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      wanted.add(CompletableFuture.supplyAsync(this::value, threads));
    }
    await(arrived);
    gate[0].countDown();
    for (CompletableFuture<String> each : wanted) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(T1);
    }
    threads.shutdown();
    assertThat(asked).hasValue(1);
  }

  @Test
  void countsALifeFromTheStartOfTheCall() {
    offers(T1, 7200);
    slowly(Duration.ofSeconds(100));
    assertThat(value()).isEqualTo(T1);
    offers(T2, 7200);
    clock.advance(Duration.ofSeconds(7200 - 300 - 100));
    assertThat(value()).isEqualTo(T2);
  }

  @Test
  void usesATokenToItsEndWhereNoNewerOneIsToBeHad() {
    offers(T1, 7200);
    slowly(Duration.ofSeconds(100));
    assertThat(value()).isEqualTo(T1);
    away();
    clock.advance(Duration.ofSeconds(7200 - 100 - 2));
    assertThat(value()).isEqualTo(T1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(error().type()).isIn(ErrorClass.BUSY, ErrorClass.APP);
  }

  @Test
  void neverHandsOutARefusedTokenAgainWhileTheRefusalIsBelieved() {
    offers(T1, 7200);
    assertThat(value()).isEqualTo(T1);
    keeper.drop(Secret.of(T1));
    for (int call = 0; call < 1_000; call++) {
      assertThat(error().type()).isEqualTo(ErrorClass.TOKEN);
      clock.advance(Duration.ofMillis(10));
    }
    assertThat(asked.get()).as("10 s of calls").isBetween(10, 12);
    offers(T2, 7200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(value()).isEqualTo(T2);
  }

  @Test
  void isAskedOncePerRefusedToken() {
    offers(T1, 7200);
    value();
    int before = asked.get();
    offers(T2, 7200);
    for (int caller = 0; caller < 50; caller++) {
      keeper.drop(Secret.of(T1));
      assertThat(value()).isEqualTo(T2);
    }
    assertThat(asked.get() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0, -5, Long.MIN_VALUE})
  void isNotAskedForEveryCallWhereTokensEndAtOnce(long life) {
    offers(T1, life);
    for (int call = 0; call < 1_000; call++) {
      assertThat(value()).isEqualTo(T1);
      clock.advance(Duration.ofMillis(10));
    }
    assertThat(asked.get()).as("10 s of calls").isBetween(9, 12);
  }

  @Test
  void isAskedAgainWithinADayWhateverItSays() {
    offers(T1, Long.MAX_VALUE);
    assertThat(value()).isEqualTo(T1);
    offers(T2, 7200);
    clock.advance(Duration.ofDays(1));
    assertThat(value()).isEqualTo(T2);
  }

  static List<String> forms() {
    return List.of(
        "{\"access_token\":\"%s\",\"expires_in\":7200}",
        "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"%s\",\"expires_in\":7200}",
        "{\"access_token\":\"%s\",\"expires_in\":\"7200\"}",
        "{\"accessToken\":\"%s\",\"expiresIn\":7200}",
        "{\"code\":0,\"data\":{\"access_token\":\"%s\",\"expires_in\":7200}}",
        "{\"success\":true,\"result\":{\"accessToken\":\"%s\",\"expiresIn\":\"7200\"}}",
        "{\"access_token\":\"%s\"}",
        "{\"access_token\":\"%s\",\"expires_in\":null}",
        "{\"access_token\":\"%s\",\"expires_in\":\"soon\"}",
        " \n{\"access_token\":\"%s\",\"expires_in\":7200.5}\n");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isReadInAnyFormThatWeChatOrAServiceGivesIt(String form) {
    offers(form.formatted(T1));
    assertThat(value()).isEqualTo(T1);
  }

  static List<String> rubbish() {
    return List.of(
        "",
        " ",
        "{",
        "null",
        "[]",
        "\"\"",
        "{}",
        "<html><body>canary-body Bad Gateway</body></html>",
        "{\"access_token\":\"\"}",
        "{\"access_token\":null}",
        "{\"access_token\":[\"x\"]}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"a\\nb\"}",
        "{\"access_token\":\"a&b=c\"}",
        "{\"access_token\":\"" + "x".repeat(3000) + "\"}",
        "{\"data\":\"canary-body\"}",
        "{\"errcode\":-1,\"errmsg\":\"system error\"}",
        "{\"errcode\":45011,\"errmsg\":\"slower\"}",
        "{\"errcode\":98765,\"errmsg\":\"something new\"}",
        "\u0000\uFFFF\u0001",
        "[".repeat(5_000),
        "canary-body ".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("rubbish")
  void isAnErrorThatPassesWhereItsAnswerIsRubbish(String rubbish) {
    offers(rubbish);
    for (int call = 0; call < 100; call++) {
      CodeError error = error();
      assertThat(error.type()).isIn(ErrorClass.BUSY, ErrorClass.UNKNOWN, ErrorClass.APP);
      assertThat(error.errmsg()).isNotBlank().hasSizeLessThan(400).doesNotContain("canary");
      clock.advance(Duration.ofMillis(100));
    }
    assertThat(asked.get()).as("10 s of calls").isBetween(9, 12);
    offers(T1, 7200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(value()).isEqualTo(T1);
  }

  @ParameterizedTest
  @ValueSource(ints = {40001, 40125, 40013, 41004, 89507})
  void isAskedOnceASecondWhereTheCredentialsAreWrong(int errcode) {
    offers("{\"errcode\":%d,\"errmsg\":\"wrong\"}".formatted(errcode));
    for (int call = 0; call < 10; call++) {
      assertThat(error().type()).isEqualTo(ErrorClass.APP);
      clock.advance(Duration.ofMillis(99));
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void isWaitedForWhereNobodyIsThere() {
    away();
    assertThat(error().type()).isIn(ErrorClass.BUSY, ErrorClass.APP);
    for (int call = 0; call < 100; call++) {
      error();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void printsNoSecretAnywhere() {
    List<Object> printed = new ArrayList<>();
    offers(T1, 7200);
    printed.add(keeper.token());
    printed.add(source().ask());
    keeper.drop(Secret.of(T1));
    printed.add(keeper.token());
    offers("{\"errcode\":40125,\"errmsg\":\"invalid: %s\"}".formatted(credentials()));
    printed.add(source().ask());
    away();
    printed.add(source().ask());
    printed.add(source());
    printed.add(keeper);
    assertThat(printed.toString()).isNotBlank().doesNotContain("canary", "127.0.0.1");
  }

  final String value() {
    return ((TokenResult.Granted) keeper.token()).token().reveal();
  }

  final CodeError error() {
    return ((TokenResult.Refused) keeper.token()).error();
  }

  final int asked() {
    return asked.get();
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
