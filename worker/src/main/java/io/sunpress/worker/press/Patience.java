package io.sunpress.worker.press;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a job is repeated in memory: exponential rests with full jitter, so that calls that
 * failed together don't come back together, until a time after the first failure.
 */
final class Patience {
  static final int A_FEW = 3;
  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 8_000;

  private final Duration limit;
  private final Clock clock;
  private final RandomGenerator random;
  private @Nullable Instant firstFailure;
  private int failures;

  Patience(Duration limit, Clock clock, RandomGenerator random) {
    this.limit = limit;
    this.clock = clock;
    this.random = random;
  }

  /** One more failure: how long to rest, or nothing where that was the last. */
  Optional<Duration> afterFailure(Treatment treatment) {
    Instant now = clock.instant();
    Instant first = firstFailure == null ? now : firstFailure;
    firstFailure = first;
    failures++;
    if (treatment == Treatment.AGAIN_A_FEW_TIMES && failures >= A_FEW) {
      return Optional.empty();
    }
    Duration rest = Duration.ofMillis(random.nextLong(longest() + 1));
    return now.plus(rest).isAfter(first.plus(limit)) ? Optional.empty() : Optional.of(rest);
  }

  /** What failed was not the job's fault: its time starts anew. */
  void renew() {
    firstFailure = null;
    failures = 0;
  }

  private long longest() {
    int doublings = Math.min(failures - 1, 10);
    return Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
  }
}
