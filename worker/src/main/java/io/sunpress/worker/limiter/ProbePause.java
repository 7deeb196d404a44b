package io.sunpress.worker.limiter;

import java.time.Duration;

/**
 * How long a stopped app is left alone before it is looked at again.
 *
 * @param first the first time; doubled each time after
 * @param longest what it is not doubled beyond
 */
public record ProbePause(Duration first, Duration longest) {
  Duration after(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(longest) < 0 ? longer : longest;
  }
}
