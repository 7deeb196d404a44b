package io.sunpress.worker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.LimiterState;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Looks fifty times a second at what workers may spend and have spent. Looks at them in the order
 * in which they are given: one that is to lose its share before one that is to have it, so that a
 * move between two looks is not taken for both having it.
 */
final class QuotaSampler implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;

  private final List<CallLimiter> workers;
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  QuotaSampler(List<ConfigurableApplicationContext> workers) {
    this.workers = workers.stream().map(worker -> worker.getBean(CallLimiter.class)).toList();
    clock.scheduleAtFixedRate(this::look, 0, EVERY_MILLIS, MILLISECONDS);
  }

  private void look() {
    List<LimiterState> states = workers.stream().map(CallLimiter::state).toList();
    looks.add(
        new Look(
            System.nanoTime(),
            states.stream().map(LimiterState::fraction).toList(),
            states.stream().map(QuotaSampler::used).toList()));
  }

  private static long used(LimiterState state) {
    return state.apps().stream().mapToLong(app -> app.permits().used()).sum();
  }

  /** The largest part of the limit that they had in force together. */
  double mostTogether() {
    return looks.stream().mapToDouble(Look::together).max().orElseThrow();
  }

  double fraction(int worker) {
    return workers.get(worker).state().fraction();
  }

  /** Calls of one worker since the start. */
  long used(int worker) {
    return used(workers.get(worker).state());
  }

  /** How long after a nano time that worker's last call so far was seen. */
  Duration lastCallAfter(long start, int worker) {
    long used = -1;
    long last = start;
    for (Look look : looks) {
      if (look.used().get(worker) > used) {
        used = look.used().get(worker);
        last = look.at();
      }
    }
    return Duration.ofNanos(last - start);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private record Look(long at, List<Double> fractions, List<Long> used) {
    double together() {
      return fractions.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
