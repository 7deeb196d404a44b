package io.sunpress.worker.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.worker.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenSourceTest {
  private final SettableClock clock = new SettableClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile int expiresIn = 7200;
  private volatile WeChatReply refusal;
  private final TokenSource source = source(Secret.of("hush"));

  private TokenSource source(Secret secret) {
    return new TokenSource(new AppId("wx0123456789abcdef"), secret, (app, hush) -> reply(), clock);
  }

  private WeChatReply reply() {
    int number = fetches.incrementAndGet();
    return refusal != null
        ? refusal
        : new WeChatReply.Document(
            "{\"access_token\":\"t%d\",\"expires_in\":%d}"
                .formatted(number, expiresIn)
                .getBytes(UTF_8));
  }

  @Test
  void keepsATokenUntilFiveMinutesBeforeItsEnd() {
    assertThat(token()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(7200 - 300 - 1));
    assertThat(token()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t2");
  }

  @Test
  void countsALifeFromTheStartOfTheCall() {
    TokenSource slow =
        new TokenSource(
            new AppId("wx0123456789abcdef"),
            Secret.of("hush"),
            (app, hush) -> {
              clock.advance(Duration.ofSeconds(100));
              return reply();
            },
            clock);
    assertThat(value(slow.token())).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(7200 - 300 - 100));
    assertThat(value(slow.token())).isEqualTo("t2");
  }

  @Test
  void usesATokenThatHasLittleLeftForMostOfIt() {
    expiresIn = 300;
    assertThat(token()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(269));
    assertThat(token()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t2");
  }

  @Test
  void doesNotFetchForEveryCallWhereTokensEndAtOnce() {
    for (int life : new int[] {1, 0, -5}) {
      expiresIn = life;
      clock.advance(Duration.ofHours(3));
      int before = fetches.get();
      for (int call = 0; call < 1_000; call++) {
        token();
        clock.advance(Duration.ofMillis(10));
      }
      assertThat(fetches.get() - before).as("life %d s, 10 s of calls", life).isBetween(9, 12);
    }
  }

  @Test
  void fetchesOnceForAllWhoWantItAtTheSameTime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    TokenSource slow =
        new TokenSource(
            new AppId("wx0123456789abcdef"),
            Secret.of("hush"),
            (app, hush) -> {
              asked.countDown();
              await(answer);
              return reply();
            },
            clock);
    List<CompletableFuture<String>> wanted = new ArrayList<>();
    var threads = java.util.concurrent.Executors.newFixedThreadPool(16);
    for (int i = 0; i < 16; i++) {
      wanted.add(CompletableFuture.supplyAsync(() -> value(slow.token()), threads));
    }
    await(asked);
    answer.countDown();
    for (CompletableFuture<String> each : wanted) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("t1");
    }
    threads.shutdown();
    assertThat(fetches).hasValue(1);
  }

  @Test
  void dropsARefusedTokenOnlyWhileItIsTheCurrentOne() {
    token();
    source.drop(Secret.of("t1"));
    assertThat(token()).isEqualTo("t2");
    source.drop(Secret.of("t1"));
    assertThat(token()).as("somebody else was slow to say so").isEqualTo("t2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void believesAWrongSecretFor30Seconds() {
    refusal = new WeChatReply.ApiError(40001, "invalid credential", Optional.empty());
    assertThat(error().type()).isEqualTo(ErrorClass.APP);
    clock.advance(Duration.ofMillis(29_999));
    assertThat(error().errcode()).hasValue(40001);
    assertThat(fetches).hasValue(1);
    refusal = null;
    clock.advance(Duration.ofMillis(1));
    assertThat(token()).isEqualTo("t2");
  }

  @Test
  void asksAgainAtOnceWhereWeChatWasOnlyBusy() {
    refusal = new WeChatReply.ApiError(-1, "busy", Optional.empty());
    assertThat(error().type()).isEqualTo(ErrorClass.BUSY);
    refusal = null;
    assertThat(token()).isEqualTo("t2");
  }

  @Test
  void asksNothingWithoutASecret() {
    TokenReply reply = source(Secret.of("")).token();
    assertThat(((TokenReply.Refused) reply).error().errcode()).hasValue(41004);
    assertThat(fetches).hasValue(0);
  }

  @Test
  void takesADocumentWithoutATokenForRubbish() {
    refusal = new WeChatReply.Document("{\"expires_in\":7200}".getBytes(UTF_8));
    assertThat(error().type()).isEqualTo(ErrorClass.BUSY);
  }

  @Test
  void neverQuotesTheSecret() {
    refusal = new WeChatReply.ApiError(40125, "invalid appsecret hush rid: 1", Optional.empty());
    assertThat(error().errmsg()).isEqualTo("invalid appsecret *** rid: 1");
    assertThat(source.token().toString()).doesNotContain("hush");
  }

  private String token() {
    return value(source.token());
  }

  private CodeError error() {
    return ((TokenReply.Refused) source.token()).error();
  }

  private static String value(TokenReply reply) {
    return ((TokenReply.Granted) reply).token().reveal();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
