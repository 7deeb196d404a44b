package io.sunpress.worker.pipeline;

import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.pipeline.PendingWait.End;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The tasks that wait, each on its own thread. Once the worker stops, none waits any more. */
class PendingWaits {
  private final TaskTimer taskTimer;
  private final Set<PendingWait> waiting = new LinkedHashSet<>();
  private boolean closed;

  PendingWaits(TaskTimer taskTimer) {
    this.taskTimer = taskTimer;
  }

  /**
   * Blocks for a time.
   *
   * @return whether the time has passed; false where the wait timed out before
   * @throws ProcessingSignal.HandBack where it was cancelled
   */
  boolean rest(PendingWait wait, Duration time) {
    return await(wait, wake -> taskTimer.after(time.toNanos(), wake));
  }

  /** The same, for the pause between two attempts. */
  void backOff(CodeTask task, Duration time) {
    rest(new PendingWait(task, Reason.BACKOFF), time);
  }

  /**
   * Blocks until something has come.
   *
   * @param source starts it; gets what to call once when it has come, on any thread
   * @return true; false where the wait timed out before
   * @throws ProcessingSignal.HandBack where it was cancelled
   */
  boolean await(PendingWait wait, Consumer<Runnable> source) {
    if (!enter(wait)) {
      throw new ProcessingSignal.HandBack();
    }
    try {
      start(wait, source);
      End end = block(wait);
      if (end == End.CANCELLED) {
        throw new ProcessingSignal.HandBack();
      }
      return end == End.DUE;
    } finally {
      remove(wait);
    }
  }

  /** Blocks until the wait ends. */
  End block(PendingWait wait) {
    return wait.await();
  }

  private void start(PendingWait wait, Consumer<Runnable> source) {
    if (wait.isLeaving()) {
      end(wait, End.CANCELLED);
      return;
    }
    try {
      source.accept(() -> end(wait, End.DUE));
    } catch (RejectedExecutionException e) {
      end(wait, End.CANCELLED);
    }
  }

  private synchronized boolean enter(PendingWait wait) {
    return !closed && waiting.add(wait);
  }

  private synchronized boolean remove(PendingWait wait) {
    return waiting.remove(wait);
  }

  /** Ends a wait unless it has ended. */
  void end(PendingWait wait, End how) {
    if (remove(wait)) {
      wait.end(how);
    }
  }

  /** Cancels those whose partitions are about to go, or have gone. */
  void cancelLeaving() {
    all().stream().filter(PendingWait::isLeaving).forEach(wait -> end(wait, End.CANCELLED));
  }

  /** Ends those that have waited for long enough. */
  void timeOut() {
    all().stream().filter(PendingWait::isTimedOut).forEach(wait -> end(wait, End.TIMED_OUT));
  }

  /** All, in the order in which they began. */
  synchronized List<PendingWait> all() {
    return List.copyOf(waiting);
  }

  /** Cancels all, and whatever would begin from now on. */
  void close() {
    refuseNew();
    all().forEach(wait -> end(wait, End.CANCELLED));
  }

  private synchronized void refuseNew() {
    closed = true;
  }
}
