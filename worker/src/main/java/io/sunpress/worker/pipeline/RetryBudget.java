package io.sunpress.worker.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How long a task stays in memory: it waits for its turn or its app for this long at most, and is
 * repeated, with exponential rests and full jitter, so that calls that failed together don't come
 * back together, until so long after the first failure.
 */
final class RetryBudget {
  static final int A_FEW = 3;
  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 8_000;

  private final long limit;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private long begun;
  private long firstFailure;
  private int failures;

  /**
   * @param nanoTime the clock of intervals: the time of day may be set back
   */
  RetryBudget(Duration limit, LongSupplier nanoTime, RandomGenerator random) {
    this.limit = limit.toNanos();
    this.nanoTime = nanoTime;
    this.random = random;
    this.begun = nanoTime.getAsLong();
  }

  /** How much longer it may wait for what is not its own fault; not negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, limit - (nanoTime.getAsLong() - begun)));
  }

  /** Whether it has waited for long enough. */
  boolean isOver() {
    return left().isZero();
  }

  /** One more failure: how long to rest, or nothing where that was the last. */
  Optional<Duration> afterFailure(ErrorAction treatment) {
    long now = nanoTime.getAsLong();
    firstFailure = failures == 0 ? now : firstFailure;
    failures++;
    if (treatment == ErrorAction.AGAIN_A_FEW_TIMES && failures >= A_FEW) {
      return Optional.empty();
    }
    Duration rest = Duration.ofMillis(random.nextLong(longest() + 1));
    return now - firstFailure + rest.toNanos() > limit ? Optional.empty() : Optional.of(rest);
  }

  /** What failed was not the task's fault: its time starts anew. */
  void renew() {
    begun = nanoTime.getAsLong();
    failures = 0;
  }

  private long longest() {
    int doublings = Math.min(failures - 1, 10);
    return Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
  }
}
