package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.AppStatus;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.worker.delay.QuotaUsage;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.ManualTime;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a worker tells of the apps, as far as it has had to do with them. */
class FaresTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private static final Duration LATELY = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final CallLimiter callLimiter =
      new CallLimiter(
          new LimiterSettings(
              Duration.ofSeconds(10),
              10,
              PAUSE,
              new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              1),
          app -> new CallLimit(600),
          time,
          time.clock(),
          time);

  @Test
  void anAppThatTheMetricsWereAskedAboutIsStillIdle() {
    assertThat(callLimiter.state(APP).permits().given()).isZero();
    assertThat(PipelineConfiguration.fares(callLimiter)).isEmpty();
  }

  /** All partitions are this worker's. */
  private void begin() {
    long start = callLimiter.commitStarts();
    for (Priority priority : Priority.values()) {
      callLimiter.onAssigned(priority, new Share(1, 1));
      callLimiter.leaseRenewed(priority, start);
    }
  }

  private Permit permit() {
    CompletableFuture<PermitResult> turn = callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    time.advance(Duration.ofMillis(200));
    assertThat(turn).as("its turn has come").isDone();
    return turn.join()
        .match(
            permit -> permit,
            throttled -> fail("throttled until %s", throttled.until()),
            () -> fail("too many wait"));
  }

  private QuotaUsage told() {
    return PipelineConfiguration.fares(callLimiter).get(APP);
  }

  @Test
  void whatWaitsIsCountedOverBothLanes() {
    callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    callLimiter.admit(CodeCalls.of(APP), Priority.INTERACTIVE);
    CompletableFuture<PermitResult> givenUp =
        callLimiter.admit(CodeCalls.of(APP), Priority.INTERACTIVE);
    assertThat(told().share().waiting()).isEqualTo(3);
    givenUp.cancel(false);
    assertThat(told().share().waiting()).isEqualTo(2);
  }

  @Test
  void anAppIsStillToldOfWhenNoCallWaitsAnyMore() {
    begin();
    assertThat(permit().use()).isTrue();
    assertThat(told().share()).isEqualTo(new AppStatus.Share(588, 600, 0));
    assertThat(told().throttledUntil()).isEmpty();
  }

  @Test
  void anAppIsIdleAgainTenMinutesAfterACallWasAskedForLast() {
    callLimiter.admit(CodeCalls.of(APP), Priority.BULK).cancel(false);
    time.advance(LATELY.minusNanos(1));
    assertThat(told().share()).isEqualTo(new AppStatus.Share(0, 600, 0));
    time.advance(1);
    assertThat(PipelineConfiguration.fares(callLimiter)).isEmpty();
    callLimiter.admit(CodeCalls.of(APP), Priority.BULK).cancel(false);
    assertThat(told().share()).as("it is worked for again").isNotNull();
  }

  @Test
  void anAppIsToldOfForAsLongAsACallWaitsAndTenMinutesFromItsTurn() {
    CompletableFuture<PermitResult> turn = callLimiter.admit(CodeCalls.of(APP), Priority.BULK);
    time.advance(LATELY.multipliedBy(2));
    assertThat(told().share().waiting()).isEqualTo(1);
    begin();
    time.advance(Duration.ofSeconds(1));
    assertThat(turn).isDone();
    time.advance(LATELY.minusSeconds(2));
    assertThat(told().share().waiting()).isZero();
  }

  private Instant throttled(Permit permit, ErrorClass type) {
    permit.throttled(CodeError.of(type, "too often"));
    return callLimiter.suspension(APP, CodeKind.UNLIMITED).orElseThrow().until();
  }

  @Test
  void aUsedUpDayIsToldOfUntilItIsOver() {
    begin();
    Permit permit = permit();
    assertThat(permit.use()).isTrue();
    Instant until = throttled(permit, ErrorClass.THROTTLED_DAY);
    assertThat(until).isAfter(time.clock().instant().plus(LATELY));
    time.advance(Duration.between(time.clock().instant(), until).minusNanos(1));
    assertThat(told().throttledUntil()).contains(until);
    time.advance(1);
    assertThat(PipelineConfiguration.fares(callLimiter)).isEmpty();
  }

  @Test
  void aThrottledMinuteIsToldOfUntilItIsOver() {
    begin();
    Permit permit = permit();
    assertThat(permit.use()).isTrue();
    Instant until = throttled(permit, ErrorClass.THROTTLED_MINUTE);
    assertThat(until).isAfter(time.clock().instant().plus(PAUSE));
    assertThat(told().throttledUntil()).contains(until);
    assertThat(told().share().perMinute()).isZero();
    time.advance(Duration.between(time.clock().instant(), until));
    assertThat(told().throttledUntil()).isEmpty();
  }

  @Test
  void anAppIsToldOfAsSoonAsACallWaits() {
    assertThat(callLimiter.admit(CodeCalls.of(APP), Priority.BULK)).isNotDone();
    assertThat(PipelineConfiguration.fares(callLimiter).get(APP).share())
        .isEqualTo(new AppStatus.Share(0, 600, 1));
  }
}
