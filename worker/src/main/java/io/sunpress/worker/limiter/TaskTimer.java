package io.sunpress.worker.limiter;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.ScheduledExecutorService;

/** Runs something later. */
@FunctionalInterface
public interface TaskTimer {
  /** Runs it once, not earlier than after that many nanoseconds, on a thread of its own. */
  void after(long nanos, Runnable task);

  /** A timer that is an executor; its shutdown policy decides what happens to what still waits. */
  static TaskTimer of(ScheduledExecutorService executor) {
    return (nanos, task) -> executor.schedule(task, nanos, NANOSECONDS);
  }
}
