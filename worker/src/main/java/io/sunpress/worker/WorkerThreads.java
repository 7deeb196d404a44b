package io.sunpress.worker;

import io.sunpress.concurrent.DaemonThreads;
import io.sunpress.engine.InFlightLimit;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The worker's threads. Each record in hand has one of its own, which blocks while the record
 * waits; a virtual one where the JDK has them. Whatever else may block has other threads, since
 * those of the records may all be waiting.
 */
final class WorkerThreads implements AutoCloseable {
  private static final int VIRTUAL_SINCE = 21;
  private static final int FEWEST_CALLS = 8;

  private final Executor records;
  private final ExecutorService calls;
  private final ExecutorService inbox;
  private final ScheduledExecutorService timer;

  WorkerThreads(int inFlight) {
    this.records =
        Runtime.version().feature() >= VIRTUAL_SINCE
            ? virtual()
            : pool(inFlight + InFlightLimit.nearlyDone(inFlight), "sunpress-record-");
    this.calls = pool(Math.max(FEWEST_CALLS, InFlightLimit.nearlyDone(inFlight)), "sunpress-call-");
    this.inbox = Executors.newSingleThreadExecutor(DaemonThreads.numbered("sunpress-inbox-"));
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.numbered("sunpress-timer-"));
    scheduler.setRemoveOnCancelPolicy(true);
    this.timer = scheduler;
  }

  /**
   * Not bounded by itself, since records in hand are: a record that ends hands out the next one on
   * its own thread, and would wait there for itself.
   */
  private static Executor virtual() {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("sunpress-record-");
    executor.setVirtualThreads(true);
    return executor;
  }

  private static ExecutorService pool(int threads, String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.numbered(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  Executor records() {
    return records;
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

  @Override
  public void close() {
    timer.shutdownNow();
    inbox.shutdown();
    calls.shutdown();
    if (records instanceof ExecutorService pool) {
      pool.shutdown();
    } else if (records instanceof SimpleAsyncTaskExecutor virtual) {
      virtual.close();
    }
  }
}
