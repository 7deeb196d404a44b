package io.sunpress.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that this process, or the machine under it, was stopped for a while. Looked at by every
 * call and every accepted commit, so a long gap between two looks means that nothing ran; and a
 * machine that slept shows by its wall clock, where the nano clock stood still.
 */
public final class ClockJumpDetector {
  /** Commits are due every 2 s, and below this the lease itself ends. */
  private static final long GAP_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Duration SKEW = Duration.ofSeconds(1);

  private long nanos;
  private Instant wall;

  /** Begins to watch at this time of the nano clock and of the wall clock. */
  public ClockJumpDetector(long nanos, Instant wall) {
    this.nanos = nanos;
    this.wall = wall;
  }

  /** Whether time went on without us since the last look. */
  public boolean look(long nanosNow, Instant wallNow) {
    long passed = nanosNow - nanos;
    Duration skew = Duration.between(wall, wallNow).minusNanos(passed);
    nanos = nanosNow;
    wall = wallNow;
    return passed > GAP_NANOS || skew.abs().compareTo(SKEW) > 0;
  }
}
