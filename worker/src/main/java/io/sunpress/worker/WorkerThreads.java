package io.sunpress.worker;

import io.sunpress.engine.InFlightLimit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker's threads. Calls block, each on one of as many threads as there may be records in
 * hand, so that none ever waits for a thread; rests have no thread.
 */
final class WorkerThreads implements AutoCloseable {
  private final ExecutorService calls;
  private final ExecutorService inbox;
  private final ScheduledExecutorService timer;

  WorkerThreads(int inFlight) {
    int inHand = inFlight + InFlightLimit.nearlyDone(inFlight);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            inHand,
            inHand,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("sunpress-call-"));
    pool.allowCoreThreadTimeOut(true);
    this.calls = pool;
    this.inbox = Executors.newSingleThreadExecutor(named("sunpress-inbox-"));
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, named("sunpress-timer-"));
    scheduler.setRemoveOnCancelPolicy(true);
    this.timer = scheduler;
  }

  ExecutorService calls() {
    return calls;
  }

  ExecutorService inbox() {
    return inbox;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
    inbox.shutdown();
    calls.shutdown();
  }
}
