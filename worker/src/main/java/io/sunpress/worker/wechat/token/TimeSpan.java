package io.sunpress.worker.wechat.token;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time by a clock that may be set: where it was set back to before the beginning, the
 * stretch is over, and not longer by as much.
 *
 * @param from its beginning, when it was measured
 * @param until its end, not included
 */
record TimeSpan(Instant from, Instant until) {

  static TimeSpan of(Instant from, Duration length) {
    return new TimeSpan(from, from.plus(length));
  }

  TimeSpan endingBy(Instant end) {
    return end.isBefore(until) ? new TimeSpan(from, end) : this;
  }

  boolean covers(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
