package io.sunpress.worker.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** One wait of one task. It blocks the task's thread, and ends once. */
final class PendingWait {
  /** Why a wait ends. */
  enum End {
    /** What the task waited for has come. */
    DUE,
    /** The task has waited for long enough, or must make room. */
    TIMED_OUT,
    /** The partition is revoked or the worker stops: the records are handed back. */
    CANCELLED
  }

  /** What the task waits for. */
  enum Reason {
    BACKOFF,
    STORE,
    PERMIT,
    THROTTLED_APP
  }

  private final CodeTask task;
  private final Reason reason;
  private final BooleanSupplier timedOut;
  private final CompletableFuture<End> end = new CompletableFuture<>();

  PendingWait(CodeTask task, Reason reason) {
    this(task, reason, () -> false);
  }

  /**
   * @param timedOut whether the task has waited for long enough; asked periodically
   */
  PendingWait(CodeTask task, Reason reason, BooleanSupplier timedOut) {
    this.task = task;
    this.reason = reason;
    this.timedOut = timedOut;
  }

  CodeTask task() {
    return task;
  }

  Reason reason() {
    return reason;
  }

  boolean isLeaving() {
    return task.isLeaving();
  }

  boolean isTimedOut() {
    return timedOut.getAsBoolean();
  }

  void end(End how) {
    end.complete(how);
  }

  /** Blocks until the wait ends. */
  End await() {
    try {
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return End.CANCELLED;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
