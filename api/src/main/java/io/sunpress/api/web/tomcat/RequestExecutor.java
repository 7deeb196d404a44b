package io.sunpress.api.web.tomcat;

import io.sunpress.concurrent.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Who serves requests: few threads while requests are short, since more of them only take the
 * processors away from each other; more as soon as the few are held up, by clients that send or
 * read slowly, a store that takes its time or a broker that is away.
 */
final class RequestExecutor implements Executor, AutoCloseable {
  /** Hundreds of times what a request takes that nothing holds up. */
  private static final long LOOK_MS = 20;

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor few;
  private final ThreadPoolExecutor more;
  private final ScheduledThreadPoolExecutor looks;
  private long served;

  /**
   * @param few that serve while requests are short
   * @param most in all; at least one more than the few
   */
  RequestExecutor(int few, int most) {
    ThreadFactory threads = DaemonThreads.numbered("sunpress-http-");
    this.few = new ThreadPoolExecutor(few, few, 0, TimeUnit.SECONDS, queue(), threads);
    this.more =
        new ThreadPoolExecutor(
            0,
            most - few,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads,
            (task, full) -> this.few.execute(task));
    this.looks = new ScheduledThreadPoolExecutor(1, threads);
  }

  private static LinkedBlockingQueue<Runnable> queue() {
    return new LinkedBlockingQueue<>();
  }

  RequestExecutor watched() {
    looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public void execute(Runnable task) {
    few.execute(task);
  }

  /** Less than one request by each since the last look, though others wait: they are held up. */
  void look() {
    long now = few.getCompletedTaskCount();
    if (now - served < few.getCorePoolSize()) {
      relieve();
    }
    served = now;
  }

  private void relieve() {
    for (int room = more.getMaximumPoolSize() - more.getActiveCount(); room > 0; room--) {
      Runnable waiting = few.getQueue().poll();
      if (waiting == null) {
        return;
      }
      more.execute(waiting);
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
    few.shutdown();
    more.shutdown();
  }
}
