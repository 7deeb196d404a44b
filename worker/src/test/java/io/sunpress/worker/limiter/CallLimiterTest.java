package io.sunpress.worker.limiter;

import static io.sunpress.request.Priority.BULK;
import static io.sunpress.request.Priority.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallLimiterTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxfedcba9876543210");
  private static final CodeError MINUTE = CodeError.of(ErrorClass.THROTTLED_MINUTE, "too often");
  private static final LimiterSettings TERMS =
      new LimiterSettings(
          Duration.ofSeconds(10),
          5,
          Duration.ofMinutes(1),
          new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
          42);

  /** 60 a minute of the whole, and so one a second for a worker that owns all. */
  private static final CallLimit LIMIT = new CallLimit(62);

  /** Two permits within what a timer may be late. */
  private static final CallLimit FAST = new CallLimit(6_000);

  private static final Duration INTERVAL = Duration.ofNanos(987_491_771);

  private final ManualTime time = new ManualTime();
  private final CallLimiter callLimiter =
      new CallLimiter(TERMS, app -> app.equals(OTHER) ? FAST : LIMIT, time, time.clock(), time);

  @BeforeEach
  void ownEverything() {
    own(new Share(24, 24));
  }

  @Test
  void givesOnePermitAnInterval() {
    List<Long> admitted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callLimiter.admit(CodeCalls.of(APP), BULK).thenAccept(permit -> admitted.add(time.passed()));
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(admitted)
        .containsExactly(987_491_771L, 1_974_983_542L, 2_962_475_313L, 3_949_967_084L);
  }

  @Test
  void givesAPermitAtOnceWhereOneIsFree() {
    time.advance(INTERVAL);
    Permit permit = permit(callLimiter.admit(CodeCalls.of(APP), BULK));
    assertThat(permit.app()).isEqualTo(APP);
    assertThat(permit.lane()).isEqualTo(BULK);
    assertThat(callLimiter.admit(CodeCalls.of(APP), BULK)).isNotDone();
    assertThat(permit(callLimiter.admit(CodeCalls.of(OTHER), BULK))).isNotNull();
  }

  @Test
  void letsInteractivePassWhatWaits() {
    CompletableFuture<PermitResult> bulk = callLimiter.admit(CodeCalls.of(APP), BULK);
    CompletableFuture<PermitResult> interactive = callLimiter.admit(CodeCalls.of(APP), INTERACTIVE);
    time.advance(INTERVAL);
    assertThat(interactive).isDone();
    assertThat(bulk).isNotDone();
    time.advance(INTERVAL);
    assertThat(bulk).isDone();
  }

  @Test
  void refusesWhatFindsNoPlaceToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(callLimiter.admit(CodeCalls.of(APP), BULK)).isNotDone();
    }
    assertThat(callLimiter.admit(CodeCalls.of(APP), BULK)).isCompletedWithValue(new QueueFull());
    assertThat(callLimiter.admit(CodeCalls.of(APP), INTERACTIVE)).isNotDone();
  }

  @Test
  void givesThePlaceOfACancelledCallToTheNext() {
    CompletableFuture<PermitResult> first = callLimiter.admit(CodeCalls.of(APP), BULK);
    CompletableFuture<PermitResult> second = callLimiter.admit(CodeCalls.of(APP), BULK);
    assertThat(state().waiting()).containsEntry(BULK, 2);
    first.cancel(false);
    assertThat(state().waiting()).containsEntry(BULK, 1);
    time.advance(INTERVAL);
    assertThat(second).isDone();
    assertThat(state().permits().given()).isEqualTo(1);
  }

  @Test
  void returnsThePermitOfACallThatIsCancelledWhileItIsAdmitted() {
    CompletableFuture<PermitResult> first = callLimiter.admit(CodeCalls.of(OTHER), BULK);
    CompletableFuture<PermitResult> second = callLimiter.admit(CodeCalls.of(OTHER), BULK);
    CompletableFuture<Void> cancelling = first.thenAccept(permit -> second.cancel(false));
    time.stop(Duration.ofMillis(25));
    time.advance(0);
    assertThat(cancelling).isDone();
    assertThat(second).isCancelled();
    assertThat(state(OTHER).permits()).isEqualTo(new PermitCounts(2, 0, 1, 0, 0));
  }

  @Test
  void waitsForALeaseAndForAShare() {
    callLimiter.onLost(BULK);
    callLimiter.onLost(INTERACTIVE);
    CompletableFuture<PermitResult> call = callLimiter.admit(CodeCalls.of(APP), BULK);
    time.advance(Duration.ofSeconds(4));
    callLimiter.onAssigned(BULK, new Share(24, 24));
    time.advance(Duration.ofSeconds(4));
    assertThat(call).isNotDone();
    callLimiter.leaseRenewed(BULK, callLimiter.commitStarts());
    time.advance(Duration.ofSeconds(2));
    assertThat(call).isDone();
  }

  @Test
  void stopsWhenTheLeaseEnds() {
    time.advance(Duration.ofSeconds(4));
    callLimiter.admit(CodeCalls.of(OTHER), BULK);
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(callLimiter.admit(CodeCalls.of(APP), BULK)).isDone();
    time.advance(1);
    CompletableFuture<PermitResult> tooLate = callLimiter.admit(CodeCalls.of(APP), BULK);
    time.advance(Duration.ofSeconds(30));
    assertThat(tooLate).isNotDone();
    assertThat(state().perMinute()).isZero();
  }

  @Test
  void lowersBeforeARevocationReturns() {
    time.advance(INTERVAL);
    permit(callLimiter.admit(CodeCalls.of(APP), BULK));
    revoke(new Share(12, 24));
    CompletableFuture<PermitResult> next = callLimiter.admit(CodeCalls.of(APP), BULK);
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
    callLimiter.onLost(BULK);
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
    CompletableFuture<PermitResult> waiting = callLimiter.admit(CodeCalls.of(APP), BULK);
    time.sleep(Duration.ofSeconds(30));
    assertThat(permit.use()).isFalse();
    time.advance(Duration.ofSeconds(2));
    assertThat(waiting).isNotDone();
    assertThat(callLimiter.state().lanes().get(BULK).leaseLeft()).isZero();
  }

  @Test
  void letsAPermitLapseOfAnAppThatWasClosed() {
    Permit first = nextPermit();
    assertThat(first.use()).isTrue();
    Permit second = nextPermit();
    first.throttled(MINUTE);
    assertThat(second.use()).isFalse();
  }

  @Test
  void returnsAPermitThatWasNeverUsed() {
    Permit permit = nextPermit();
    CompletableFuture<PermitResult> next = callLimiter.admit(CodeCalls.of(APP), BULK);
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
    CompletableFuture<PermitResult> bulk = callLimiter.admit(CodeCalls.of(APP), BULK);
    CompletableFuture<PermitResult> interactive = callLimiter.admit(CodeCalls.of(APP), INTERACTIVE);
    CompletableFuture<PermitResult> other = callLimiter.admit(CodeCalls.of(OTHER), BULK);
    permit.throttled(MINUTE);
    Suspension closed = callLimiter.suspension(APP).orElseThrow();
    assertThat(bulk).isCompletedWithValue(closed);
    assertThat(interactive).isCompletedWithValue(closed);
    assertThat(callLimiter.admit(CodeCalls.of(APP), BULK)).isCompletedWithValue(closed);
    assertThat(state().closed()).contains(closed);
    time.advance(INTERVAL);
    assertThat(other).isDone();
    passWithLease(70, Duration.ofSeconds(1));
    assertThat(state().closed()).isEmpty();
    assertThat(state().limitPerMinute()).isEqualTo(31);
    assertThat(permit(callLimiter.admit(CodeCalls.of(APP), BULK)).use()).isTrue();
  }

  @Test
  void tellsHowThingsStand() {
    own(new Share(6, 24));
    callLimiter.admit(CodeCalls.of(APP), INTERACTIVE);
    time.advance(Duration.ofSeconds(1));
    LimiterState state = callLimiter.state();
    assertThat(state.fraction()).isEqualTo(0.25);
    assertThat(state.lanes())
        .containsEntry(BULK, new OwnershipState(new Share(6, 24), Duration.ofSeconds(6)));
    assertThat(state.apps()).hasSize(1);
    assertThat(state().perMinute()).isEqualTo(15);
    assertThat(state().limitPerMinute()).isEqualTo(62);
    assertThat(state().waiting()).containsEntry(INTERACTIVE, 1).containsEntry(BULK, 0);
  }

  private Permit nextPermit() {
    CompletableFuture<PermitResult> next = callLimiter.admit(CodeCalls.of(APP), BULK);
    for (int milli = 0; milli < 3_000 && !next.isDone(); milli++) {
      passWithLease(1, Duration.ofMillis(1));
    }
    return permit(next);
  }

  private void passWithLease(int steps, Duration step) {
    for (int i = 0; i < steps; i++) {
      time.advance(step);
      for (Priority priority : Priority.values()) {
        callLimiter.leaseRenewed(priority, callLimiter.commitStarts());
      }
    }
  }

  private static Permit permit(CompletableFuture<PermitResult> answer) {
    return (Permit) answer.getNow(new QueueFull());
  }

  private void own(Share share) {
    for (Priority priority : Priority.values()) {
      callLimiter.onAssigned(priority, share);
      callLimiter.leaseRenewed(priority, callLimiter.commitStarts());
    }
  }

  private void revoke(Share left) {
    for (Priority priority : Priority.values()) {
      callLimiter.onRevoking(priority, left);
    }
  }

  private AppLimiterState state() {
    return state(APP);
  }

  private AppLimiterState state(AppId id) {
    return callLimiter.state().apps().stream()
        .filter(app -> app.app().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
