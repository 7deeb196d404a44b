package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.delay.SuspendedApps;
import io.sunpress.worker.delay.Suspension;
import io.sunpress.worker.limiter.Permit;
import io.sunpress.worker.limiter.PermitResult;
import io.sunpress.worker.limiter.Throttled;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import io.sunpress.worker.wechat.CallPermit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides whether a task may call WeChat now, and blocks until it may. */
final class CallLimiter {
  private static final Duration CROWDED_PAUSE = Duration.ofSeconds(1);
  private static final CodeError DAY_USED_UP =
      CodeError.of(ErrorClass.THROTTLED_DAY, "the app's calls of today are used up");

  private final PermitRequests permits;
  private final SuspendedApps suspendedApps;
  private final ThrottlingPolicy throttling;
  private final RoomPolicy room;
  private final PendingWaits waits;

  CallLimiter(
      PermitRequests permits,
      SuspendedApps suspendedApps,
      ThrottlingPolicy throttling,
      RoomPolicy room,
      PendingWaits waits) {
    this.permits = permits;
    this.suspendedApps = suspendedApps;
    this.throttling = throttling;
    this.room = room;
    this.waits = waits;
  }

  /** Ends the task where its app is closed. */
  void requireOpen(CodeTask task) {
    suspendedApps
        .closure(task.app())
        .ifPresent(
            suspension -> {
              throw parked(task, suspension);
            });
  }

  /** Closes the task's app because of an error, and ends the task. */
  ProcessingSignal close(CodeTask task, CodeError error) {
    return parked(task, suspendedApps.close(task.app(), error));
  }

  /** WeChat has drawn for the task's app. */
  void succeeded(CodeTask task) {
    suspendedApps.worked(task.app());
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
    CompletableFuture<PermitResult> permitResult = permits.next(task);
    PendingWait wait = new PendingWait(task, Reason.PERMIT, () -> throttling.hasWaitedEnough(task));
    try {
      boolean made = waits.await(wait, wake -> permitResult.thenRun(wake));
      if (!made && permitResult.cancel(false)) {
        throw new ProcessingSignal.Ended(throttling.outstayed(task));
      }
      return permitResult.join();
    } catch (ProcessingSignal.HandBack e) {
      cancel(permitResult);
      throw e;
    }
  }

  private static void cancel(CompletableFuture<PermitResult> permitResult) {
    if (!permitResult.cancel(false)) {
      giveBack(permitResult.join());
    }
  }

  private static void giveBack(PermitResult permitResult) {
    permitResult.match(CallLimiter::givenBack, throttled -> null, () -> null);
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
        throttled -> {
          throw throttled(task, throttled);
        },
        () -> {
          throw crowded(task);
        });
  }

  /** Its app may have been closed while it waited. */
  private CallPermit permitted(CodeTask task, Permit permit) {
    if (suspendedApps.closure(task.app()).isPresent()) {
      permit.giveBack();
      requireOpen(task);
      throw new ProcessingSignal.StartOver();
    }
    goesOn(task);
    return permits.leave(permit);
  }

  private ProcessingSignal throttled(CodeTask task, Throttled throttled) {
    return switch (throttled.window()) {
      case MINUTE -> minuteUsedUp(task, throttled.until());
      case DAY ->
          parked(task, suspendedApps.closeUntil(task.app(), DAY_USED_UP, throttled.until()));
    };
  }

  private ProcessingSignal minuteUsedUp(CodeTask task, Instant until) {
    Duration pause = throttling.pause(until);
    if (throttling.isShort(task, pause)) {
      waits.backOff(task, pause);
      return new ProcessingSignal.StartOver();
    }
    if (throttling.isParkedAtOnce(task)) {
      return new ProcessingSignal.Ended(throttling.shutOut(task, until));
    }
    PendingWait wait = new PendingWait(task, Reason.THROTTLED_APP, task.budget::isOver);
    return waits.rest(wait, pause)
        ? new ProcessingSignal.StartOver()
        : new ProcessingSignal.Ended(throttling.shutOut(task, until));
  }

  private ProcessingSignal crowded(CodeTask task) {
    if (task.budget.isOver()) {
      return new ProcessingSignal.Ended(throttling.outstayed(task));
    }
    waits.backOff(task, CROWDED_PAUSE);
    return new ProcessingSignal.StartOver();
  }

  private static ProcessingSignal parked(CodeTask task, Suspension suspension) {
    return new ProcessingSignal.Ended(new ProcessingResult.Parked(suspension, task.calls()));
  }
}
