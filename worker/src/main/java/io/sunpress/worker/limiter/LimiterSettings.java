package io.sunpress.worker.limiter;

import io.sunpress.engine.Lease;
import java.time.Duration;

/**
 * What the limiter rests on.
 *
 * @param session the consumers' session timeout: how long the coordinator waits for a silent member
 * @param waiting how many calls may wait per app and lane
 * @param pause how long an app stays closed that has used up its minute at WeChat
 * @param probes how often a stopped app is looked at
 * @param seed of the jitter by which workers come back from a throttle at different times
 */
public record LimiterSettings(
    Duration session, int waiting, Duration pause, ProbePause probes, long seed) {
  public LimiterSettings {
    Lease.length(session);
    if (waiting < 1) {
      throw new IllegalArgumentException("waiting " + waiting + ", not at least 1");
    }
  }

  /** How long an accepted commit proves membership, from its start. */
  Duration lease() {
    return Lease.length(session);
  }
}
