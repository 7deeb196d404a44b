package io.sunpress.worker.quota;

import java.time.Duration;

/**
 * How long calls of one app and lane have waited for their permits, since the start.
 *
 * @param calls that were given one
 * @param time all their waits together
 */
public record Waited(long calls, Duration time) {
  static final Waited NOTHING = new Waited(0, Duration.ZERO);

  Waited oneMore(long nanos) {
    return new Waited(calls + 1, time.plusNanos(nanos));
  }
}
