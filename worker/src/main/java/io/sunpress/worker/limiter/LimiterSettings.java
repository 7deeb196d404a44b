package io.sunpress.worker.limiter;

import java.time.Duration;

/**
 * What the quota rests on.
 *
 * @param session the consumers' session timeout: how long the coordinator waits for a silent member
 * @param waiting how many calls may wait per app and lane
 * @param pause how long an app stays closed that has used up its minute at WeChat
 * @param seed of the jitter by which workers come back from a throttle at different times
 */
public record LimiterSettings(Duration session, int waiting, Duration pause, long seed) {
  /** For what differs between two machines' idea of a second, and for a call that leaves late. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  public LimiterSettings {
    if (session.minus(MARGIN).compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException("session " + session + " leaves no lease");
    }
    if (waiting < 1) {
      throw new IllegalArgumentException("waiting " + waiting + ", not at least 1");
    }
  }

  /** How long an accepted commit proves membership, from its start. */
  Duration lease() {
    return session.minus(MARGIN);
  }
}
