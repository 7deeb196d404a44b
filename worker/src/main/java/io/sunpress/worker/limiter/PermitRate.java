package io.sunpress.worker.limiter;

/**
 * How fast permits come, in millionths of a permit a minute, so that every share of every limit is
 * a whole number.
 *
 * @param micros millionths of a permit a minute; 0 is none ever
 */
record PermitRate(long micros) implements Comparable<PermitRate> {
  static final PermitRate NONE = new PermitRate(0);

  /** Millionths in one. */
  static final long ONE = 1_000_000;

  private static final long PERCENT = 98;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** One permit in the unit of {@link #micros()} times nanoseconds. */
  private static final long PERMIT = MINUTE_NANOS * ONE;

  /**
   * The pace that spends a part of the limit. Any 60 seconds of a steady pace hold at most that
   * part rounded up, so a small part is rounded down first where 98 % would let the sum of all
   * workers exceed the limit. A part below one a minute has no such pace and keeps its 98 %.
   */
  static PermitRate within(long partMicros) {
    long paced = partMicros * PERCENT / 100;
    long whole = partMicros / ONE * ONE;
    return new PermitRate(whole > 0 ? Math.min(paced, whole) : paced);
  }

  boolean isNone() {
    return micros == 0;
  }

  /** Whole nanoseconds from one permit to the next. */
  long intervalNanos() {
    return PERMIT / micros;
  }

  /** What is left of the interval, in {@code 1 / micros} of a nanosecond. */
  long intervalRemainder() {
    return PERMIT % micros;
  }

  /**
   * The wait for the part of a permit that is still missing, when it comes at this rate instead.
   */
  long waitInstead(PermitRate other, long waitNanos) {
    return ceilDiv(waitNanos * micros, other.micros);
  }

  double perMinute() {
    return (double) micros / ONE;
  }

  @Override
  public int compareTo(PermitRate other) {
    return Long.compare(micros, other.micros);
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
