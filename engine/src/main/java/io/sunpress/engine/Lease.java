package io.sunpress.engine;

import java.time.Duration;

/**
 * For how long this worker can prove that it is a member of a group. Counted from the start of a
 * commit that the coordinator accepted: it saw us at that moment or later, and waits a session from
 * there before it gives our partitions to others. Local time alone never extends it.
 *
 * @param given whether there has been such a commit at all
 * @param end nano time of the end, exclusive
 */
public record Lease(boolean given, long end) {
  /** No commit has been accepted. */
  public static final Lease VOID = new Lease(false, 0);

  /** For what differs between two machines' idea of a second, and for a call that leaves late. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * How long an accepted commit proves membership, from its start.
   *
   * @param session the consumers' session timeout: how long the coordinator waits for a silent
   *     member
   * @throws IllegalArgumentException where the session leaves less than 1 s
   */
  public static Duration length(Duration session) {
    Duration length = session.minus(MARGIN);
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("session " + session + " leaves no lease");
    }
    return length;
  }

  /** As if by a commit that began then; a commit older than the known one changes nothing. */
  public Lease renewed(long startNanos, long lengthNanos) {
    long newEnd = startNanos + lengthNanos;
    return given && newEnd - end <= 0 ? this : new Lease(true, newEnd);
  }

  /** Whether it has not ended. */
  public boolean holds(long now) {
    return left(now) > 0;
  }

  /** Nanoseconds until the end; 0 where it is over. */
  public long left(long now) {
    return given ? Math.max(0, end - now) : 0;
  }
}
