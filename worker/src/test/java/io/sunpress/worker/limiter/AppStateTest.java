package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AppStateTest {
  private static final long FULL = 1_000 * PermitRate.ONE;

  private final ManualTime time = new ManualTime();
  private final AppState appState = state(1);

  @Test
  void leavesEverythingBeforeTheFirstThrottle() {
    assertThat(limit()).isEqualTo(FULL);
    assertThat(appState.suspension(time.getAsLong(), time.wall())).isEmpty();
  }

  @Test
  void closesUntilTheMinuteIsSurelyOver() {
    refused(ErrorClass.THROTTLED_MINUTE, now());
    Suspension closed = closed();
    assertThat(closed.error().type()).isEqualTo(ErrorClass.THROTTLED_MINUTE);
    assertThat(Duration.between(time.wall(), closed.until())).isBetween(seconds(61), seconds(66));
    time.advance(Duration.between(time.wall(), closed.until()).minusNanos(1));
    assertThat(closed()).isEqualTo(closed);
    time.advance(1);
    assertThat(appState.suspension(now(), time.wall())).isEmpty();
  }

  @Test
  void opensDifferentWorkersAtDifferentTimesAndTheSameOneAgainAtTheSame() {
    assertThat(firstOpening(1)).isEqualTo(firstOpening(1)).isNotEqualTo(firstOpening(2));
  }

  @Test
  void halvesTheLimitAndRaisesItByATwentiethAMinute() {
    refused(ErrorClass.THROTTLED_MINUTE, now());
    assertThat(limit()).isEqualTo(FULL / 2);
    passClosing();
    assertThat(limit()).isEqualTo(FULL / 2);
    time.advance(seconds(60));
    assertThat(limit()).isEqualTo(FULL * 11 / 20);
    time.advance(seconds(150));
    assertThat(limit()).isEqualTo(FULL * 13 / 20);
    time.advance(seconds(30));
    assertThat(limit()).isEqualTo(FULL * 14 / 20);
    time.advance(Duration.ofDays(1));
    assertThat(limit()).isEqualTo(FULL);
  }

  @Test
  void cutsOnceForAllThatWasInFlight() {
    long sent = now();
    time.advance(seconds(1));
    refused(ErrorClass.THROTTLED_MINUTE, sent);
    Suspension closed = closed();
    refused(ErrorClass.THROTTLED_MINUTE, sent);
    time.advance(seconds(70));
    refused(ErrorClass.THROTTLED_MINUTE, sent + 1);
    assertThat(limit()).isEqualTo(FULL / 2);
    assertThat(appState.suspension(now(), time.wall())).isEmpty();
    assertThat(closed.until()).isBefore(time.wall());
  }

  @Test
  void neverCutsBelowATwentieth() {
    for (int i = 0; i < 9; i++) {
      refused(ErrorClass.THROTTLED_MINUTE, now());
      passClosing();
      appState.served(now());
      time.advance(1);
    }
    assertThat(limit()).isEqualTo(FULL / 20);
  }

  @Test
  void takesThreeWindowsInARowForTheDaysQuota() {
    for (int i = 0; i < AdaptiveLimit.WINDOWS_TO_A_DAY - 1; i++) {
      refused(ErrorClass.THROTTLED_MINUTE, now());
      assertThat(closed().error().type()).isEqualTo(ErrorClass.THROTTLED_MINUTE);
      passClosing();
      time.advance(1);
    }
    refused(ErrorClass.THROTTLED_MINUTE, now());
    assertThat(closed().error().type()).isEqualTo(ErrorClass.THROTTLED_DAY);
  }

  @Test
  void countsWindowsAnewAfterACallThatWasServed() {
    for (int i = 0; i < 10; i++) {
      refused(ErrorClass.THROTTLED_MINUTE, now());
      assertThat(closed().error().type()).isEqualTo(ErrorClass.THROTTLED_MINUTE);
      long beforeTheClosing = now() - 1;
      passClosing();
      time.advance(1);
      appState.served(i % 2 == 0 ? now() : beforeTheClosing);
    }
  }

  @Test
  void closesForTheDayUntilMidnightInShanghai() {
    refused(ErrorClass.THROTTLED_DAY, now());
    Suspension closed = closed();
    assertThat(closed.error().type()).isEqualTo(ErrorClass.THROTTLED_DAY);
    Instant midnight = Instant.parse("2026-03-01T16:00:00Z");
    assertThat(closed.until()).isBetween(midnight.plusSeconds(1), midnight.plusSeconds(6));
    time.advance(Duration.between(time.wall(), closed.until()).minusNanos(1));
    assertThat(closed()).isEqualTo(closed);
    time.advance(1);
    assertThat(appState.suspension(now(), time.wall())).isEmpty();
    assertThat(limit()).isEqualTo(FULL);
  }

  @Test
  void spendsNoDayOnAnAnswerThatComesAfterMidnight() {
    time.advance(Duration.between(time.wall(), Instant.parse("2026-03-01T15:59:59Z")));
    long sent = now();
    time.advance(seconds(10));
    refused(ErrorClass.THROTTLED_DAY, sent);
    assertThat(appState.suspension(now(), time.wall())).isEmpty();
  }

  private static AppState state(long seed) {
    AdaptiveLimit adaptiveLimit =
        new AdaptiveLimit(new CallLimit(1_000), Duration.ofMinutes(1), new SplittableRandom(seed));
    Duration hour = Duration.ofHours(1);
    return new AppState(new AppId("wx0123456789abcdef"), adaptiveLimit, new ProbePause(hour, hour));
  }

  private static Instant firstOpening(long seed) {
    AppState one = state(seed);
    one.throttled(CodeError.of(ErrorClass.THROTTLED_MINUTE, "too often"), 0, 0, ManualTime.WALL);
    return one.suspension(0, ManualTime.WALL).orElseThrow().until();
  }

  private void passClosing() {
    time.advance(Duration.between(time.wall(), closed().until()));
  }

  private void refused(ErrorClass type, long sentAt) {
    appState.throttled(CodeError.of(type, "too often"), sentAt, now(), time.wall());
  }

  private Suspension closed() {
    return appState.suspension(now(), time.wall()).orElseThrow();
  }

  private long limit() {
    return appState.limitMicros(now());
  }

  private long now() {
    return time.getAsLong();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
