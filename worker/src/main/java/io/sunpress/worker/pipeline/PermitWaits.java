package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.RoomPolicy;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import io.sunpress.worker.wechat.CallPermit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Blocks a task until its app may be called, or ends it: no task waits in hand for its turn or its
 * app for longer than its budget. No attempt is used up.
 */
final class PermitWaits {
  private static final Duration CROWDED_PAUSE = Duration.ofSeconds(1);

  /**
   * So long a pause is not worth the way through Kafka; somebody may wait for a place meanwhile.
   */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private static final CodeError CROWD =
      CodeError.of(ErrorClass.THROTTLED_MINUTE, "more is asked for than the app's limit allows");

  private final CallLimiter limiter;
  private final RoomPolicy room;
  private final PendingWaits waits;
  private final String interactiveTopic;
  private final ProcessingTime time;

  PermitWaits(
      CallLimiter limiter,
      RoomPolicy room,
      PendingWaits waits,
      String interactiveTopic,
      ProcessingTime time) {
    this.limiter = limiter;
    this.room = room;
    this.waits = waits;
    this.interactiveTopic = interactiveTopic;
    this.time = time;
  }

  /** The task's call has failed for good, which may close its kind of code. */
  void report(CodeTask task, ProcessingSignal.Failure failure) {
    limiter.refused(task.call(), failure.sent(), failure.error());
  }

  /** The task's call has failed: ends the task where that closes its app or kind of code. */
  void refused(CodeTask task, ProcessingSignal.Failure failure) {
    endIfClosed(task, limiter.refused(task.call(), failure.sent(), failure.error()));
  }

  /** The error has lasted for as long as the task may: ends it, since the error is the app's. */
  void stop(CodeTask task, CodeError error) {
    endIfClosed(task, limiter.stop(task.call(), error));
  }

  private static void endIfClosed(CodeTask task, Optional<Suspension> suspension) {
    suspension
        .filter(closed -> !closed.isShort())
        .ifPresent(
            closed -> {
              throw parked(task, closed);
            });
  }

  /** WeChat has drawn the task's code. */
  void drawn(CodeTask task) {
    limiter.drawn(task.call());
  }

  /** The task goes on: its app is not throttled. */
  void goesOn(CodeTask task) {
    room.worked(task.app());
  }

  /**
   * Blocks until the task may send one call.
   *
   * @throws ProcessingSignal where it may not, now or at all
   */
  CallPermit awaitPermit(CodeTask task) {
    return decided(task, awaitDecision(task));
  }

  private PermitResult awaitDecision(CodeTask task) {
    CompletableFuture<PermitResult> decision = limiter.admit(task.call(), priority(task));
    PendingWait wait = new PendingWait(task, Reason.PERMIT, () -> hasWaitedEnough(task));
    try {
      boolean made = waits.await(wait, wake -> decision.thenRun(wake));
      if (!made && decision.cancel(false)) {
        throw new ProcessingSignal.Ended(outstayed(task));
      }
      return decision.join();
    } catch (ProcessingSignal.HandBack e) {
      cancel(decision);
      throw e;
    }
  }

  private Priority priority(CodeTask task) {
    return task.cameBy(interactiveTopic) ? Priority.INTERACTIVE : Priority.BULK;
  }

  private static void cancel(CompletableFuture<PermitResult> decision) {
    if (!decision.cancel(false)) {
      giveBack(decision.join());
    }
  }

  private static void giveBack(PermitResult permitResult) {
    permitResult.match(PermitWaits::givenBack, suspended -> null, () -> null);
  }

  private static @Nullable Void givenBack(Permit permit) {
    permit.giveBack();
    return null;
  }

  /** Applies a decision: its permit, or the signal that ends the attempt. */
  CallPermit decided(CodeTask task, PermitResult permitResult) {
    if (!task.isHeld() || task.isLeaving()) {
      giveBack(permitResult);
      throw new ProcessingSignal.HandBack();
    }
    return permitResult.match(
        permit -> permitted(task, permit),
        suspension -> {
          throw suspended(task, suspension);
        },
        () -> {
          throw crowded(task);
        });
  }

  /** Its app may have been suspended since. */
  private CallPermit permitted(CodeTask task, Permit permit) {
    Optional<Suspension> suspension = limiter.suspension(task.app(), task.call().kind());
    if (suspension.isPresent()) {
      permit.giveBack();
      throw suspended(task, suspension.get());
    }
    goesOn(task);
    return permit;
  }

  private ProcessingSignal suspended(CodeTask task, Suspension suspension) {
    return suspension.isShort() ? minuteUsedUp(task, suspension) : parked(task, suspension);
  }

  private ProcessingSignal minuteUsedUp(CodeTask task, Suspension minute) {
    Duration pause = Duration.between(time.clock().instant(), minute.until());
    if (pause.compareTo(SHORT) <= 0 && pause.compareTo(task.budget.left()) <= 0) {
      waits.backOff(task, pause);
      return new ProcessingSignal.StartOver();
    }
    boolean makesRoom = task.cameBy(interactiveTopic) || task.budget.isOver();
    PendingWait wait = new PendingWait(task, Reason.THROTTLED_APP, task.budget::isOver);
    return !makesRoom && waits.rest(wait, pause)
        ? new ProcessingSignal.StartOver()
        : inTurn(task, minute.error(), minute.until());
  }

  private ProcessingSignal crowded(CodeTask task) {
    if (task.budget.isOver()) {
      return new ProcessingSignal.Ended(outstayed(task));
    }
    waits.backOff(task, CROWDED_PAUSE);
    return new ProcessingSignal.StartOver();
  }

  /**
   * Whether a task that waits for its turn has waited for long enough. Without a share under a
   * lease nothing is known of its record, and nothing may be published: its time begins anew, until
   * the record is lost or its turn comes.
   */
  private boolean hasWaitedEnough(CodeTask task) {
    boolean over = task.budget.isOver();
    boolean ours = !over || limiter.pace(task.app()) > 0;
    if (!ours) {
      task.budget.renew();
    }
    return over && ours;
  }

  /** Its turn has not come in all that time. One that has failed before is not parked for ever. */
  private ProcessingResult outstayed(CodeTask task) {
    return task.failure()
        .<ProcessingResult>map(error -> new ProcessingResult.Postponed(error, task.calls()))
        .orElseGet(
            () -> inTurn(task, CROWD, time.clock().instant().plus(time.patience())).result());
  }

  private ProcessingSignal.Ended inTurn(CodeTask task, CodeError why, Instant earliest) {
    return parked(task, limiter.parked(task.app(), why, earliest));
  }

  private static ProcessingSignal.Ended parked(CodeTask task, Suspension suspension) {
    return new ProcessingSignal.Ended(new ProcessingResult.Parked(suspension, task.calls()));
  }
}
