package io.sunpress.worker.wechat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.secret.Secret;
import io.sunpress.worker.wechat.TokenResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The keeper alone, before a source that does as it is told; with sources: their contract. */
class TokenCacheTest {
  private static final CodeError BUSY = CodeError.of(ErrorClass.BUSY, "busy");
  private static final CodeError WRONG = CodeError.of(ErrorClass.APP, "wrong secret");

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger insisted = new AtomicInteger();
  private Duration life = Duration.ofHours(2);
  private Optional<CodeError> refusal = Optional.empty();
  private boolean sameAgain;
  private boolean mayInsist;
  private final TokenCache keeper = new TokenCache(new Obedient(), clock);

  private final class Obedient implements TokenSource {
    @Override
    public String name() {
      return "obedient";
    }

    @Override
    public TokenSourceResult ask() {
      int number = asked.incrementAndGet();
      return refusal
          .<TokenSourceResult>map(TokenSourceResult.Nothing::new)
          .orElseGet(() -> token(sameAgain ? "t" : "t" + number));
    }

    @Override
    public Optional<TokenSourceResult> insist() {
      insisted.incrementAndGet();
      return mayInsist ? Optional.of(token("forced")) : Optional.empty();
    }
  }

  private TokenSourceResult token(String value) {
    return TokenSourceResult.living(Secret.of(value), clock.instant(), life);
  }

  @Test
  void keepsATokenUntilFiveMinutesBeforeItsEnd() {
    assertThat(value()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(7200 - 300 - 1));
    assertThat(value()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(value()).isEqualTo("t2");
  }

  @Test
  void usesATokenThatHasLittleLeftForMostOfIt() {
    life = Duration.ofSeconds(300);
    assertThat(value()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(269));
    assertThat(value()).isEqualTo("t1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(value()).isEqualTo("t2");
  }

  @Test
  void dropsARefusedTokenOnlyWhileItIsTheCurrentOne() {
    value();
    keeper.drop(Secret.of("t1"));
    assertThat(value()).isEqualTo("t2");
    keeper.drop(Secret.of("t1"));
    assertThat(value()).as("somebody else was slow to say so").isEqualTo("t2");
    assertThat(asked).hasValue(2);
  }

  @Test
  void believesARefusalFor30SecondsAndTriesTheSameTokenAfterThem() {
    sameAgain = true;
    value();
    keeper.drop(Secret.of("t"));
    for (int second = 0; second < 30; second++) {
      assertThat(error().type()).as("after %d s", second).isEqualTo(ErrorClass.TOKEN);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(asked).as("once a second").hasValue(31);
    assertThat(value()).isEqualTo("t");
  }

  @Test
  void insistsOnlyWhereTheRefusedTokenComesAgain() {
    mayInsist = true;
    value();
    keeper.drop(Secret.of("t1"));
    assertThat(value()).isEqualTo("t2");
    assertThat(insisted).hasValue(0);
    sameAgain = true;
    keeper.drop(Secret.of("t2"));
    assertThat(value()).isEqualTo("t");
    keeper.drop(Secret.of("t"));
    assertThat(value()).isEqualTo("forced");
    assertThat(insisted).hasValue(1);
  }

  @Test
  void believesAWrongSecretForASecond() {
    refusal = Optional.of(WRONG);
    assertThat(error()).isEqualTo(WRONG);
    clock.advance(Duration.ofMillis(999));
    assertThat(error()).isEqualTo(WRONG);
    assertThat(asked).hasValue(1);
    refusal = Optional.empty();
    clock.advance(Duration.ofMillis(1));
    assertThat(value()).isEqualTo("t2");
  }

  @Test
  void asksAgainASecondLaterWhereTheSourceWasOnlyBusy() {
    refusal = Optional.of(BUSY);
    for (int call = 0; call < 100; call++) {
      assertThat(error()).isEqualTo(BUSY);
      clock.advance(Duration.ofMillis(9));
    }
    assertThat(asked).hasValue(1);
    refusal = Optional.empty();
    clock.advance(Duration.ofMillis(100));
    assertThat(value()).isEqualTo("t2");
  }

  @Test
  void usesATokenToItsEndWhereNoNewerOneIsToBeHad() {
    for (CodeError error : new CodeError[] {BUSY, WRONG}) {
      refusal = Optional.empty();
      clock.advance(Duration.ofDays(1));
      String token = value();
      refusal = Optional.of(error);
      clock.advance(Duration.ofSeconds(7200 - 1));
      assertThat(value()).isEqualTo(token);
      clock.advance(Duration.ofSeconds(1));
      assertThat(error()).isEqualTo(error);
    }
  }

  /** Nothing that was measured before a jump is worth anything after it, nor dangerous. */
  @Test
  void outlivesAClockThatIsSetBack() {
    value();
    clock.advance(Duration.ofHours(-1));
    assertThat(value()).as("asked anew, not kept for three hours").isEqualTo("t2");
    refusal = Optional.of(WRONG);
    clock.advance(Duration.ofHours(3));
    assertThat(error()).isEqualTo(WRONG);
    refusal = Optional.empty();
    clock.advance(Duration.ofHours(-2));
    assertThat(value()).as("not stopped for two hours").isEqualTo("t2");
    sameAgain = true;
    clock.advance(Duration.ofHours(3));
    assertThat(value()).isEqualTo("t");
    keeper.drop(Secret.of("t"));
    clock.advance(Duration.ofMinutes(-50));
    assertThat(value()).as("not refused for an hour").isEqualTo("t");
  }

  @Test
  void makesNoStormWhileTheClockJumpsAbout() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TokenKeeperTest seed " + seed);
    Random random = new Random(seed);
    int jumps = 50;
    int calls = 0;
    for (int jump = 0; jump < jumps; jump++) {
      clock.advance(Duration.ofMillis(random.nextInt(7_200_000) - 3_600_000));
      for (int call = 0; call < 1_000; call++, calls++) {
        assertThat(value()).startsWith("t");
        clock.advance(Duration.ofMillis(1));
      }
    }
    System.out.printf("%d calls over %d jumps: asked %d times%n", calls, jumps, asked.get());
    assertThat(asked.get()).as("seed %d", seed).isLessThanOrEqualTo(jumps + 1);
  }

  private String value() {
    return ((TokenResult.Granted) keeper.token()).token().reveal();
  }

  private CodeError error() {
    return ((TokenResult.Refused) keeper.token()).error();
  }
}
