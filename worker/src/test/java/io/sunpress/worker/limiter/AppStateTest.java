package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AppStateTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final CodeCall CALL = CodeCalls.of(APP);
  private static final long FULL = 1_000 * PermitRate.ONE;

  private final ManualTime time = new ManualTime();
  private final AppState appState = state(1);

  @Test
  void leavesEverythingBeforeTheFirstThrottle() {
    assertThat(limit()).isEqualTo(FULL);
    assertThat(appState.suspension(Optional.empty(), now(), time.wall())).isEmpty();
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
    assertThat(appState.suspension(Optional.of(CodeKind.UNLIMITED), now(), time.wall())).isEmpty();
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
    assertThat(appState.suspension(Optional.of(CodeKind.UNLIMITED), now(), time.wall())).isEmpty();
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
    assertThat(appState.suspension(Optional.of(CodeKind.UNLIMITED), now(), time.wall())).isEmpty();
    assertThat(limit()).isEqualTo(FULL);
  }

  @Test
  void spendsNoDayOnAnAnswerThatComesAfterMidnight() {
    time.advance(Duration.between(time.wall(), Instant.parse("2026-03-01T15:59:59Z")));
    long sent = now();
    time.advance(seconds(10));
    refused(ErrorClass.THROTTLED_DAY, sent);
    assertThat(appState.suspension(Optional.of(CodeKind.UNLIMITED), now(), time.wall())).isEmpty();
  }

  /** WeChat's own day may begin later than ours, but not by an hour. */
  @Test
  void closesForMinutesInTheFirstHourOfADay() {
    Instant midnight = Instant.parse("2026-03-01T16:00:00Z");
    time.advance(Duration.between(time.wall(), midnight.plusSeconds(1)));
    for (int minutes : new int[] {5, 10, 20}) {
      refused(ErrorClass.THROTTLED_DAY, now());
      refused(ErrorClass.THROTTLED_DAY, now());
      Duration left = Duration.between(time.wall(), closed().until());
      assertThat(left.toMinutes()).isEqualTo(minutes);
      passClosing();
    }
    time.advance(Duration.between(time.wall(), midnight.plusSeconds(3600)));
    refused(ErrorClass.THROTTLED_DAY, now());
    assertThat(closed().until()).isAfter(Instant.parse("2026-03-02T16:00:00Z"));
  }

  @Test
  void closesOnlyTheKindThatWeChatRefuses() {
    CodeCall limited = CodeCalls.of(APP, CodeKind.LIMITED, "n=1");
    for (ErrorClass type : List.of(ErrorClass.KIND, ErrorClass.EXHAUSTED)) {
      AppState state = state(1);
      state.refused(limited, true, CodeError.of(type, "no"), time.wall());
      assertThat(suspension(state, CodeKind.UNLIMITED)).isEmpty();
      assertThat(suspension(state, CodeKind.LIMITED))
          .hasValueSatisfying(closed -> assertThat(closed.refused()).contains(limited));
    }
    appState.throttled(
        limited, CodeError.of(ErrorClass.THROTTLED_DAY, "daily"), now(), now(), time.wall());
    assertThat(suspension(appState, CodeKind.UNLIMITED)).isEmpty();
    assertThat(suspension(appState, CodeKind.LIMITED)).isPresent();
  }

  @Test
  void stopsForAnUnknownErrcodeThatManyCodesGetInARow() {
    CodeError odd =
        new CodeError(ErrorClass.UNKNOWN, OptionalInt.of(98765), "odd", Optional.empty());
    for (int i = 0; i < 100; i++) {
      appState.refused(CALL, true, odd, time.wall());
    }
    assertThat(suspension(appState, CodeKind.UNLIMITED)).as("one code alone").isEmpty();
    appState.drawn(CodeKind.UNLIMITED);
    for (int i = 1; i <= UnknownErrors.MANY; i++) {
      assertThat(suspension(appState, CodeKind.UNLIMITED)).isEmpty();
      appState.refused(CodeCalls.of(APP, CodeKind.UNLIMITED, "n=" + i), true, odd, time.wall());
    }
    assertThat(suspension(appState, CodeKind.UNLIMITED)).isPresent();
  }

  private Optional<Suspension> suspension(AppState state, CodeKind kind) {
    return state.suspension(Optional.of(kind), now(), time.wall());
  }

  private static AppState state(long seed) {
    AdaptiveLimit adaptiveLimit =
        new AdaptiveLimit(new CallLimit(1_000), Duration.ofMinutes(1), new SplittableRandom(seed));
    Duration hour = Duration.ofHours(1);
    return new AppState(APP, adaptiveLimit, new ProbePause(hour, hour, hour));
  }

  private static Instant firstOpening(long seed) {
    AppState one = state(seed);
    one.throttled(
        CALL, CodeError.of(ErrorClass.THROTTLED_MINUTE, "too often"), 0, 0, ManualTime.WALL);
    return one.suspension(Optional.empty(), 0, ManualTime.WALL).orElseThrow().until();
  }

  private void passClosing() {
    time.advance(Duration.between(time.wall(), closed().until()));
  }

  private void refused(ErrorClass type, long sentAt) {
    appState.throttled(CALL, CodeError.of(type, "too often"), sentAt, now(), time.wall());
  }

  private Suspension closed() {
    return appState.suspension(Optional.of(CodeKind.UNLIMITED), now(), time.wall()).orElseThrow();
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
