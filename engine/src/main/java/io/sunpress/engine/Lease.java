package io.sunpress.engine;

/**
 * For how long this worker can prove that it is a member of a group. Counted from the start of a
 * commit that the coordinator accepted: it saw us at that moment or later, and waits a session from
 * there before it gives our partitions to others. Local time alone never extends it.
 *
 * @param given whether there has been such a commit at all
 * @param end nano time of the end, exclusive
 */
record Lease(boolean given, long end) {
  static final Lease VOID = new Lease(false, 0);

  /** As if by a commit that began then; a commit older than the known one changes nothing. */
  Lease renewed(long startNanos, long lengthNanos) {
    long newEnd = startNanos + lengthNanos;
    return given && newEnd - end <= 0 ? this : new Lease(true, newEnd);
  }

  boolean holds(long now) {
    return left(now) > 0;
  }

  /** Nanoseconds until the end; 0 where it is over. */
  long left(long now) {
    return given ? Math.max(0, end - now) : 0;
  }
}
