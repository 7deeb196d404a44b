package io.sunpress.worker.limiter;

import java.time.Duration;

/**
 * How long what is stopped is left alone before it is looked at again.
 *
 * @param first the first time; doubled each time after
 * @param longest what it is not doubled beyond; a used-up day is looked at as often
 * @param address where WeChat refuses this worker's address
 */
public record ProbePause(Duration first, Duration longest, Duration address) {
  Duration after(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(longest) < 0 ? longer : longest;
  }
}
