package io.sunpress.worker.pipeline;

import io.sunpress.worker.limiter.TaskTimer;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads that records are processed on.
 *
 * @param records has a thread for each record in hand, which may block
 * @param timer ends waits
 * @param places how many records are in hand at most
 */
public record ProcessingThreads(Executor records, ScheduledExecutorService timer, int places) {
  PendingWaits waits() {
    return new PendingWaits(TaskTimer.of(timer));
  }

  void watch(WaitWatcher watcher) {
    long period = WaitWatcher.PERIOD.toNanos();
    timer.scheduleWithFixedDelay(watcher::check, period, period, TimeUnit.NANOSECONDS);
  }
}
