package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import io.sunpress.worker.quota.Decision;
import io.sunpress.worker.quota.Permit;
import io.sunpress.worker.quota.Throttled;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Closure;
import io.sunpress.worker.wechat.Leave;
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
  private final ClosedApps closedApps;
  private final ThrottlingPolicy throttling;
  private final RoomPolicy room;
  private final PendingWaits waits;

  CallLimiter(
      PermitRequests permits,
      ClosedApps closedApps,
      ThrottlingPolicy throttling,
      RoomPolicy room,
      PendingWaits waits) {
    this.permits = permits;
    this.closedApps = closedApps;
    this.throttling = throttling;
    this.room = room;
    this.waits = waits;
  }

  /** Ends the task where its app is closed. */
  void requireOpen(CodeTask task) {
    closedApps
        .closure(task.app())
        .ifPresent(
            closure -> {
              throw parked(task, closure);
            });
  }

  /** Closes the task's app because of an error, and ends the task. */
  ProcessingSignal close(CodeTask task, CodeError error) {
    return parked(task, closedApps.close(task.app(), error));
  }

  /** WeChat has drawn for the task's app. */
  void succeeded(CodeTask task) {
    closedApps.worked(task.app());
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
  Leave awaitPermit(CodeTask task) {
    return decided(task, awaitDecision(task));
  }

  private Decision awaitDecision(CodeTask task) {
    CompletableFuture<Decision> decision = permits.next(task);
    PendingWait wait = new PendingWait(task, Reason.PERMIT, () -> throttling.hasWaitedEnough(task));
    try {
      boolean made = waits.await(wait, wake -> decision.thenRun(wake));
      if (!made && decision.cancel(false)) {
        throw new ProcessingSignal.Ended(throttling.outstayed(task));
      }
      return decision.join();
    } catch (ProcessingSignal.HandBack e) {
      cancel(decision);
      throw e;
    }
  }

  private static void cancel(CompletableFuture<Decision> decision) {
    if (!decision.cancel(false)) {
      giveBack(decision.join());
    }
  }

  private static void giveBack(Decision decision) {
    decision.match(CallLimiter::givenBack, throttled -> null, () -> null);
  }

  private static @Nullable Void givenBack(Permit permit) {
    permit.giveBack();
    return null;
  }

  /** Applies a decision: its permit, or the signal that ends the attempt. */
  Leave decided(CodeTask task, Decision decision) {
    if (!task.isHeld() || task.isLeaving()) {
      giveBack(decision);
      throw new ProcessingSignal.HandBack();
    }
    return decision.match(
        permit -> permitted(task, permit),
        throttled -> {
          throw throttled(task, throttled);
        },
        () -> {
          throw crowded(task);
        });
  }

  /** Its app may have been closed while it waited. */
  private Leave permitted(CodeTask task, Permit permit) {
    if (closedApps.closure(task.app()).isPresent()) {
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
      case DAY -> parked(task, closedApps.closeUntil(task.app(), DAY_USED_UP, throttled.until()));
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

  private static ProcessingSignal parked(CodeTask task, Closure closure) {
    return new ProcessingSignal.Ended(new ProcessingResult.Parked(closure, task.calls()));
  }
}
