package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.message.AppNote;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Decision;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.ManualTime;
import io.sunpress.worker.quota.Permit;
import io.sunpress.worker.quota.QuotaTerms;
import io.sunpress.worker.quota.Share;
import io.sunpress.worker.quota.Window;
import io.sunpress.worker.retry.Fare;
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
  private final Admission admission =
      new Admission(
          new QuotaTerms(Duration.ofSeconds(10), 10, PAUSE, 1),
          app -> new Limit(600),
          time,
          time.clock(),
          time);

  @Test
  void anAppThatTheMetricsWereAskedAboutIsStillIdle() {
    assertThat(admission.state(APP).permits().given()).isZero();
    assertThat(PipelineConfiguration.fares(admission)).isEmpty();
  }

  /** All partitions are this worker's. */
  private void begin() {
    long start = admission.commitStarts();
    for (Lane lane : Lane.values()) {
      admission.onAssigned(lane, new Share(1, 1));
      admission.leaseRenewed(lane, start);
    }
  }

  private Permit permit() {
    CompletableFuture<Decision> turn = admission.admit(APP, Lane.BULK);
    time.advance(Duration.ofMillis(200));
    assertThat(turn).as("its turn has come").isDone();
    return turn.join()
        .match(
            permit -> permit,
            throttled -> fail("throttled until %s", throttled.until()),
            () -> fail("too many wait"));
  }

  private Fare told() {
    return PipelineConfiguration.fares(admission).get(APP);
  }

  @Test
  void whatWaitsIsCountedOverBothLanes() {
    admission.admit(APP, Lane.BULK);
    admission.admit(APP, Lane.INTERACTIVE);
    CompletableFuture<Decision> givenUp = admission.admit(APP, Lane.INTERACTIVE);
    assertThat(told().share().waiting()).isEqualTo(3);
    givenUp.cancel(false);
    assertThat(told().share().waiting()).isEqualTo(2);
  }

  @Test
  void anAppIsStillToldOfWhenNoCallWaitsAnyMore() {
    begin();
    assertThat(permit().use()).isTrue();
    assertThat(told().share()).isEqualTo(new AppNote.Share(588, 600, 0));
    assertThat(told().throttledUntil()).isEmpty();
  }

  @Test
  void anAppIsIdleAgainTenMinutesAfterACallWasAskedForLast() {
    admission.admit(APP, Lane.BULK).cancel(false);
    time.advance(LATELY.minusNanos(1));
    assertThat(told().share()).isEqualTo(new AppNote.Share(0, 600, 0));
    time.advance(1);
    assertThat(PipelineConfiguration.fares(admission)).isEmpty();
    admission.admit(APP, Lane.BULK).cancel(false);
    assertThat(told().share()).as("it is worked for again").isNotNull();
  }

  @Test
  void anAppIsToldOfForAsLongAsACallWaitsAndTenMinutesFromItsTurn() {
    CompletableFuture<Decision> turn = admission.admit(APP, Lane.BULK);
    time.advance(LATELY.multipliedBy(2));
    assertThat(told().share().waiting()).isEqualTo(1);
    begin();
    time.advance(Duration.ofSeconds(1));
    assertThat(turn).isDone();
    time.advance(LATELY.minusSeconds(2));
    assertThat(told().share().waiting()).isZero();
  }

  @Test
  void aUsedUpDayIsToldOfUntilItIsOver() {
    begin();
    Permit permit = permit();
    assertThat(permit.use()).isTrue();
    Instant until = permit.throttled(Window.DAY).until();
    assertThat(until).isAfter(time.clock().instant().plus(LATELY));
    time.advance(Duration.between(time.clock().instant(), until).minusNanos(1));
    assertThat(told().throttledUntil()).contains(until);
    time.advance(1);
    assertThat(PipelineConfiguration.fares(admission)).isEmpty();
  }

  @Test
  void aThrottledMinuteIsToldOfUntilItIsOver() {
    begin();
    Permit permit = permit();
    assertThat(permit.use()).isTrue();
    Instant until = permit.throttled(Window.MINUTE).until();
    assertThat(until).isAfter(time.clock().instant().plus(PAUSE));
    assertThat(told().throttledUntil()).contains(until);
    assertThat(told().share().perMinute()).isZero();
    time.advance(Duration.between(time.clock().instant(), until));
    assertThat(told().throttledUntil()).isEmpty();
  }

  @Test
  void anAppIsToldOfAsSoonAsACallWaits() {
    assertThat(admission.admit(APP, Lane.BULK)).isNotDone();
    assertThat(PipelineConfiguration.fares(admission).get(APP).share())
        .isEqualTo(new AppNote.Share(0, 600, 1));
  }
}
