package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private static final long FULL = 1_000 * PermitRate.ONE;

  private final ManualTime time = new ManualTime();
  private final AdaptiveLimit adaptiveLimit =
      new AdaptiveLimit(new CallLimit(1_000), Duration.ofMinutes(1), new SplittableRandom(1));

  @Test
  void leavesEverythingBeforeTheFirstThrottle() {
    assertThat(limit()).isEqualTo(FULL);
    assertThat(adaptiveLimit.closed(time.getAsLong(), time.wall())).isEmpty();
  }

  @Test
  void closesUntilTheMinuteIsSurelyOver() {
    refused(QuotaWindow.MINUTE, now());
    Throttled closed = closed();
    assertThat(closed.window()).isEqualTo(QuotaWindow.MINUTE);
    assertThat(Duration.between(time.wall(), closed.until())).isBetween(seconds(61), seconds(66));
    time.advance(Duration.between(time.wall(), closed.until()).minusNanos(1));
    assertThat(closed()).isEqualTo(closed);
    time.advance(1);
    assertThat(adaptiveLimit.closed(now(), time.wall())).isEmpty();
  }

  @Test
  void opensDifferentWorkersAtDifferentTimesAndTheSameOneAgainAtTheSame() {
    assertThat(firstOpening(1)).isEqualTo(firstOpening(1)).isNotEqualTo(firstOpening(2));
  }

  @Test
  void halvesTheLimitAndRaisesItByATwentiethAMinute() {
    refused(QuotaWindow.MINUTE, now());
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
    refused(QuotaWindow.MINUTE, sent);
    Throttled closed = closed();
    refused(QuotaWindow.MINUTE, sent);
    time.advance(seconds(70));
    refused(QuotaWindow.MINUTE, sent + 1);
    assertThat(limit()).isEqualTo(FULL / 2);
    assertThat(adaptiveLimit.closed(now(), time.wall())).isEmpty();
    assertThat(closed.until()).isBefore(time.wall());
  }

  @Test
  void neverCutsBelowATwentieth() {
    for (int i = 0; i < 9; i++) {
      refused(QuotaWindow.MINUTE, now());
      passClosing();
      adaptiveLimit.served(now());
      time.advance(1);
    }
    assertThat(limit()).isEqualTo(FULL / 20);
  }

  @Test
  void takesThreeWindowsInARowForTheDaysQuota() {
    for (int i = 0; i < AdaptiveLimit.WINDOWS_TO_A_DAY - 1; i++) {
      refused(QuotaWindow.MINUTE, now());
      assertThat(closed().window()).isEqualTo(QuotaWindow.MINUTE);
      passClosing();
      time.advance(1);
    }
    refused(QuotaWindow.MINUTE, now());
    assertThat(closed().window()).isEqualTo(QuotaWindow.DAY);
  }

  @Test
  void countsWindowsAnewAfterACallThatWasServed() {
    for (int i = 0; i < 10; i++) {
      refused(QuotaWindow.MINUTE, now());
      assertThat(closed().window()).isEqualTo(QuotaWindow.MINUTE);
      long beforeTheClosing = now() - 1;
      passClosing();
      time.advance(1);
      adaptiveLimit.served(i % 2 == 0 ? now() : beforeTheClosing);
    }
  }

  @Test
  void closesForTheDayUntilMidnightInShanghai() {
    refused(QuotaWindow.DAY, now());
    Throttled closed = closed();
    assertThat(closed.window()).isEqualTo(QuotaWindow.DAY);
    Instant midnight = Instant.parse("2026-03-01T16:00:00Z");
    assertThat(closed.until()).isBetween(midnight.plusSeconds(1), midnight.plusSeconds(6));
    time.advance(Duration.between(time.wall(), closed.until()).minusNanos(1));
    assertThat(closed()).isEqualTo(closed);
    time.advance(1);
    assertThat(adaptiveLimit.closed(now(), time.wall())).isEmpty();
    assertThat(limit()).isEqualTo(FULL);
  }

  @Test
  void spendsNoDayOnAnAnswerThatComesAfterMidnight() {
    time.advance(Duration.between(time.wall(), Instant.parse("2026-03-01T15:59:59Z")));
    long sent = now();
    time.advance(seconds(10));
    refused(QuotaWindow.DAY, sent);
    assertThat(adaptiveLimit.closed(now(), time.wall())).isEmpty();
  }

  private static Instant firstOpening(long seed) {
    AdaptiveLimit one =
        new AdaptiveLimit(new CallLimit(1_000), Duration.ofMinutes(1), new SplittableRandom(seed));
    one.refused(QuotaWindow.MINUTE, 0, 0, ManualTime.WALL);
    return one.closed(0, ManualTime.WALL).orElseThrow().until();
  }

  private void passClosing() {
    time.advance(Duration.between(time.wall(), closed().until()));
  }

  private void refused(QuotaWindow quotaWindow, long sentAt) {
    adaptiveLimit.refused(quotaWindow, sentAt, now(), time.wall());
  }

  private Throttled closed() {
    return adaptiveLimit.closed(now(), time.wall()).orElseThrow();
  }

  private long limit() {
    return adaptiveLimit.limitMicros(now());
  }

  private long now() {
    return time.getAsLong();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
