package io.sunpress.worker.quota;

import static io.sunpress.intake.Lane.BULK;
import static io.sunpress.intake.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxfedcba9876543210");
  private static final QuotaTerms TERMS =
      new QuotaTerms(Duration.ofSeconds(10), 5, Duration.ofMinutes(1), 42);

  /** 60 a minute of the whole, and so one a second for a worker that owns all. */
  private static final Limit LIMIT = new Limit(62);

  /** Two permits within what a timer may be late. */
  private static final Limit FAST = new Limit(6_000);

  private static final Duration INTERVAL = Duration.ofNanos(987_491_771);

  private final ManualTime time = new ManualTime();
  private final Admission admission =
      new Admission(TERMS, app -> app.equals(OTHER) ? FAST : LIMIT, time, time.clock(), time);

  @BeforeEach
  void ownEverything() {
    own(new Share(24, 24));
  }

  @Test
  void givesOnePermitAnInterval() {
    List<Long> admitted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      admission.admit(APP, BULK).thenAccept(permit -> admitted.add(time.passed()));
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(admitted)
        .containsExactly(987_491_771L, 1_974_983_542L, 2_962_475_313L, 3_949_967_084L);
  }

  @Test
  void givesAPermitAtOnceWhereOneIsFree() {
    time.advance(INTERVAL);
    Permit permit = permit(admission.admit(APP, BULK));
    assertThat(permit.app()).isEqualTo(APP);
    assertThat(permit.lane()).isEqualTo(BULK);
    assertThat(admission.admit(APP, BULK)).isNotDone();
    assertThat(permit(admission.admit(OTHER, BULK))).isNotNull();
  }

  @Test
  void letsInteractivePassWhatWaits() {
    CompletableFuture<Decision> bulk = admission.admit(APP, BULK);
    CompletableFuture<Decision> interactive = admission.admit(APP, INTERACTIVE);
    time.advance(INTERVAL);
    assertThat(interactive).isDone();
    assertThat(bulk).isNotDone();
    time.advance(INTERVAL);
    assertThat(bulk).isDone();
  }

  @Test
  void refusesWhatFindsNoPlaceToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(admission.admit(APP, BULK)).isNotDone();
    }
    assertThat(admission.admit(APP, BULK)).isCompletedWithValue(new Crowded());
    assertThat(admission.admit(APP, INTERACTIVE)).isNotDone();
  }

  @Test
  void givesThePlaceOfACancelledCallToTheNext() {
    CompletableFuture<Decision> first = admission.admit(APP, BULK);
    CompletableFuture<Decision> second = admission.admit(APP, BULK);
    assertThat(state().waiting()).containsEntry(BULK, 2);
    first.cancel(false);
    assertThat(state().waiting()).containsEntry(BULK, 1);
    time.advance(INTERVAL);
    assertThat(second).isDone();
    assertThat(state().permits().given()).isEqualTo(1);
  }

  @Test
  void returnsThePermitOfACallThatIsCancelledWhileItIsAdmitted() {
    CompletableFuture<Decision> first = admission.admit(OTHER, BULK);
    CompletableFuture<Decision> second = admission.admit(OTHER, BULK);
    CompletableFuture<Void> cancelling = first.thenAccept(permit -> second.cancel(false));
    time.stop(Duration.ofMillis(25));
    time.advance(0);
    assertThat(cancelling).isDone();
    assertThat(second).isCancelled();
    assertThat(state(OTHER).permits()).isEqualTo(new PermitCounts(2, 0, 1, 0, 0));
  }

  @Test
  void waitsForALeaseAndForAShare() {
    admission.onLost(BULK);
    admission.onLost(INTERACTIVE);
    CompletableFuture<Decision> call = admission.admit(APP, BULK);
    time.advance(Duration.ofSeconds(4));
    admission.onAssigned(BULK, new Share(24, 24));
    time.advance(Duration.ofSeconds(4));
    assertThat(call).isNotDone();
    admission.leaseRenewed(BULK, admission.commitStarts());
    time.advance(Duration.ofSeconds(2));
    assertThat(call).isDone();
  }

  @Test
  void stopsWhenTheLeaseEnds() {
    time.advance(Duration.ofSeconds(4));
    admission.admit(OTHER, BULK);
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(admission.admit(APP, BULK)).isDone();
    time.advance(1);
    CompletableFuture<Decision> tooLate = admission.admit(APP, BULK);
    time.advance(Duration.ofSeconds(30));
    assertThat(tooLate).isNotDone();
    assertThat(state().perMinute()).isZero();
  }

  @Test
  void lowersBeforeARevocationReturns() {
    time.advance(INTERVAL);
    permit(admission.admit(APP, BULK));
    revoke(new Share(12, 24));
    CompletableFuture<Decision> next = admission.admit(APP, BULK);
    time.advance(INTERVAL.multipliedBy(3).dividedBy(2));
    assertThat(next).isNotDone();
    time.advance(INTERVAL);
    assertThat(next).isDone();
    assertThat(state().perMinute()).isEqualTo(30.38);
  }

  @Test
  void countsWhatWasAdmittedBeforeAMoveAndSentAfterIt() {
    Permit moved = nextPermit();
    revoke(new Share(12, 24));
    assertThat(moved.use()).isTrue();
    assertThat(state().permits()).isEqualTo(new PermitCounts(1, 1, 0, 0, 1));
    assertThat(nextPermit().use()).isTrue();
    assertThat(state().permits()).isEqualTo(new PermitCounts(2, 2, 0, 0, 1));
  }

  @Test
  void letsAPermitLapseThatIsTooOld() {
    Permit good = nextPermit();
    time.advance(Duration.ofMillis(499));
    assertThat(good.use()).isTrue();
    Permit old = nextPermit();
    time.advance(Duration.ofMillis(501));
    assertThat(old.use()).isFalse();
    assertThat(state().permits()).isEqualTo(new PermitCounts(2, 1, 0, 1, 0));
  }

  @Test
  void letsAPermitLapseWhoseShareIsLost() {
    Permit permit = nextPermit();
    admission.onLost(BULK);
    assertThat(permit.use()).isFalse();
  }

  @Test
  void forbidsTheFirstByteWhenTheLeaseHasEndedSinceTheCallWasBegun() {
    Permit permit = nextPermit();
    assertThat(permit.use()).isTrue();
    time.advance(Duration.ofSeconds(4));
    assertThat(permit.holds()).isTrue();
    time.advance(TERMS.lease());
    assertThat(permit.holds()).isFalse();
  }

  @Test
  void letsAPermitLapseInAMachineThatSlept() {
    Permit permit = nextPermit();
    CompletableFuture<Decision> waiting = admission.admit(APP, BULK);
    time.sleep(Duration.ofSeconds(30));
    assertThat(permit.use()).isFalse();
    time.advance(Duration.ofSeconds(2));
    assertThat(waiting).isNotDone();
    assertThat(admission.state().lanes().get(BULK).leaseLeft()).isZero();
  }

  @Test
  void letsAPermitLapseOfAnAppThatWasClosed() {
    Permit first = nextPermit();
    assertThat(first.use()).isTrue();
    Permit second = nextPermit();
    first.throttled(Window.MINUTE);
    assertThat(second.use()).isFalse();
  }

  @Test
  void returnsAPermitThatWasNeverUsed() {
    Permit permit = nextPermit();
    CompletableFuture<Decision> next = admission.admit(APP, BULK);
    permit.giveBack();
    permit.giveBack();
    time.advance(0);
    assertThat(next).isDone();
    assertThat(state().permits()).isEqualTo(new PermitCounts(2, 0, 1, 0, 0));
    assertThatIllegalStateException().isThrownBy(permit::use);
  }

  @Test
  void takesNoPermitBackThatWasUsed() {
    Permit permit = nextPermit();
    assertThatIllegalStateException().isThrownBy(permit::served);
    permit.use();
    assertThatIllegalStateException().isThrownBy(permit::giveBack);
    assertThatIllegalStateException().isThrownBy(permit::use);
    permit.served();
  }

  @Test
  void tellsAllWhoWaitThatTheAppIsClosed() {
    Permit permit = nextPermit();
    permit.use();
    CompletableFuture<Decision> bulk = admission.admit(APP, BULK);
    CompletableFuture<Decision> interactive = admission.admit(APP, INTERACTIVE);
    CompletableFuture<Decision> other = admission.admit(OTHER, BULK);
    Throttled closed = permit.throttled(Window.MINUTE);
    assertThat(bulk).isCompletedWithValue(closed);
    assertThat(interactive).isCompletedWithValue(closed);
    assertThat(admission.admit(APP, BULK)).isCompletedWithValue(closed);
    assertThat(state().closed()).contains(closed);
    time.advance(INTERVAL);
    assertThat(other).isDone();
    passWithLease(70, Duration.ofSeconds(1));
    assertThat(state().closed()).isEmpty();
    assertThat(state().limitPerMinute()).isEqualTo(31);
    assertThat(permit(admission.admit(APP, BULK)).use()).isTrue();
  }

  @Test
  void tellsHowThingsStand() {
    own(new Share(6, 24));
    admission.admit(APP, INTERACTIVE);
    time.advance(Duration.ofSeconds(1));
    QuotaState state = admission.state();
    assertThat(state.fraction()).isEqualTo(0.25);
    assertThat(state.lanes())
        .containsEntry(BULK, new LaneState(new Share(6, 24), Duration.ofSeconds(6)));
    assertThat(state.apps()).hasSize(1);
    assertThat(state().perMinute()).isEqualTo(15);
    assertThat(state().limitPerMinute()).isEqualTo(62);
    assertThat(state().waiting()).containsEntry(INTERACTIVE, 1).containsEntry(BULK, 0);
  }

  private Permit nextPermit() {
    CompletableFuture<Decision> next = admission.admit(APP, BULK);
    for (int milli = 0; milli < 3_000 && !next.isDone(); milli++) {
      passWithLease(1, Duration.ofMillis(1));
    }
    return permit(next);
  }

  private void passWithLease(int steps, Duration step) {
    for (int i = 0; i < steps; i++) {
      time.advance(step);
      for (Lane lane : Lane.values()) {
        admission.leaseRenewed(lane, admission.commitStarts());
      }
    }
  }

  private static Permit permit(CompletableFuture<Decision> answer) {
    return (Permit) answer.getNow(new Crowded());
  }

  private void own(Share share) {
    for (Lane lane : Lane.values()) {
      admission.onAssigned(lane, share);
      admission.leaseRenewed(lane, admission.commitStarts());
    }
  }

  private void revoke(Share left) {
    for (Lane lane : Lane.values()) {
      admission.onRevoking(lane, left);
    }
  }

  private AppState state() {
    return state(APP);
  }

  private AppState state(AppId id) {
    return admission.state().apps().stream()
        .filter(app -> app.app().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
