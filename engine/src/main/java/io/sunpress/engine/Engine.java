package io.sunpress.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the poll loops, each on a thread of its own, and stops them together. */
public final class Engine implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  /** A last poll, the last commit and the leave-taking, on top of the drain. */
  private static final Duration LEAVING = Duration.ofSeconds(7);

  private final List<PollLoop> loops;
  private final Duration drain;
  private final Runnable onStop;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  /**
   * @param loops what is run
   * @param drain how long the loops wait for what is in hand
   * @param onStop told once when the drain begins: nothing should wait from then on
   */
  public Engine(List<PollLoop> loops, Duration drain, Runnable onStop) {
    this.loops = List.copyOf(loops);
    this.drain = drain;
    this.onStop = onStop;
  }

  @Override
  public void start() {
    running = true;
    for (PollLoop loop : loops) {
      Thread thread = new Thread(loop, "sunpress-poll-" + loop.topic());
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public void stop(Runnable callback) {
    new Thread(
            () -> {
              stop();
              callback.run();
            },
            "sunpress-stop")
        .start();
  }

  @Override
  public void stop() {
    onStop.run();
    loops.forEach(PollLoop::stop);
    long end = System.nanoTime() + drain.plus(LEAVING).toNanos();
    for (Thread thread : threads) {
      join(thread, end - System.nanoTime());
    }
    threads.clear();
    running = false;
  }

  private static void join(Thread thread, long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
      if (thread.isAlive()) {
        log.warn("{} does not end", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** How the loops stand. */
  public List<PollLoop> loops() {
    return loops;
  }
}
