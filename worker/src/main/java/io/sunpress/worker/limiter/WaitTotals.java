package io.sunpress.worker.limiter;

import java.time.Duration;

/**
 * How long calls of one app and lane have waited for their permits, since the start.
 *
 * @param calls that were given one
 * @param time all their waits together
 */
public record WaitTotals(long calls, Duration time) {
  static final WaitTotals NOTHING = new WaitTotals(0, Duration.ZERO);

  WaitTotals oneMore(long nanos) {
    return new WaitTotals(calls + 1, time.plusNanos(nanos));
  }
}
