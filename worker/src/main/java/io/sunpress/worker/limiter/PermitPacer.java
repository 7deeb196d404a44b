package io.sunpress.worker.limiter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Permits of one app, one at a time: arithmetic on the time at which the next is free, exact to the
 * fraction of a nanosecond, so that no permit is lost to rounding. Not thread-safe.
 */
final class PermitPacer {
  /** Nothing comes at this pace. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * A permit that is fetched late by no more than this does not shift the next ones: timers are
   * late. What is missed for longer is gone.
   */
  private static final long LATE_NANOS = Duration.ofMillis(100).toNanos();

  private PermitRate permitRate = PermitRate.NONE;

  /**
   * The next permit is free here, plus {@link #remainder} of {@code rate.micros()} parts of 1 ns.
   */
  private long next;

  private long remainder;
  private long taken;
  private @Nullable Taken last;

  /** Takes a permit and returns 0, or takes none and returns the nanoseconds until one is free. */
  long reserve(long now) {
    if (permitRate.isNone()) {
      return NEVER;
    }
    long wait = next + (remainder > 0 ? 1 : 0) - now;
    if (wait > 0) {
      return wait;
    }
    last = new Taken(++taken, next, remainder);
    if (-wait > LATE_NANOS) {
      next = now;
      remainder = 0;
    }
    advance();
    return 0;
  }

  /** The number of the last permit that was taken. */
  long taken() {
    return taken;
  }

  /**
   * As if the permit had never been taken. Only the last can be returned, and only while the rate
   * is the same: any other has shifted permits that are out already.
   *
   * @return whether it was
   */
  boolean giveBack(long number) {
    if (last == null || last.number != number) {
      return false;
    }
    next = last.next;
    remainder = last.remainder;
    last = null;
    return true;
  }

  /**
   * Goes on at another rate: at once where it is lower, with an empty bucket where it is higher.
   */
  void change(long now, PermitRate to) {
    int order = to.compareTo(permitRate);
    if (order > 0) {
      restart(now, to);
    } else if (order < 0) {
      lower(now, to);
    }
  }

  /** Empties the bucket: the first permit comes one interval after that time. */
  void restart(long since, PermitRate to) {
    permitRate = to;
    next = since;
    remainder = 0;
    last = null;
    if (!to.isNone()) {
      advance();
    }
  }

  PermitRate rate() {
    return permitRate;
  }

  private void lower(long now, PermitRate to) {
    long wait = next + (remainder > 0 ? 1 : 0) - now;
    if (wait > 0 && !to.isNone()) {
      next = now + permitRate.waitInstead(to, wait);
    }
    remainder = 0;
    last = null;
    permitRate = to;
  }

  private void advance() {
    next += permitRate.intervalNanos();
    remainder += permitRate.intervalRemainder();
    if (remainder >= permitRate.micros()) {
      remainder -= permitRate.micros();
      next++;
    }
  }

  /** The state before a permit was taken. */
  private record Taken(long number, long next, long remainder) {}
}
