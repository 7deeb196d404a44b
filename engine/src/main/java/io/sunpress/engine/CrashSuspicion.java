package io.sunpress.engine;

/**
 * How carefully a partition is gone on with whose owners ended without a word. A record that kills
 * the process leaves no other trace than that, and every record that was in hand may be the one.
 *
 * <p>Each crash before the partition's first record was finished lets the next owner take fewer
 * beyond that record: any number, {@value #FEW}, {@value #FEWER}, and after the third crash one,
 * with no other of its {@link InFlightLimit} in hand. One that crashes {@value #TRIALS} times alone
 * is given up. A crash after which the partition had gone on adds nothing, and when all suspects
 * are finished the count starts anew.
 *
 * <p>So a healthy record is given up only where its owner was killed by something else three times
 * before the record was finished and {@value #TRIALS} times within that record's own calls.
 *
 * @param level how many such crashes, up to {@value #ALONE}
 * @param until the offset from which on no record can have been in hand at the last of them
 * @param head the offset that is next
 * @param trials how often the process ended while the record there was in hand alone
 */
record CrashSuspicion(int level, long until, long head, int trials) {
  static final int FEW = 32;
  static final int FEWER = 4;
  static final int ALONE = 3;
  static final int TRIALS = 3;

  /** After a single crash nobody knows how much was in hand; taking few costs nothing, though. */
  private static final int SUSPECTS_AFTER_ONE = 1024;

  static final CrashSuspicion NONE = new CrashSuspicion(0, 0, 0, 0);

  CrashSuspicion {
    if (level < 0 || level > ALONE || trials < 0) {
      throw new IllegalArgumentException("no such caution: " + level + ", " + trials);
    }
  }

  /** How many offsets from the committed one on may be in hand. */
  int width() {
    return switch (level) {
      case 0 -> Integer.MAX_VALUE;
      case 1 -> FEW;
      case 2 -> FEWER;
      default -> 1;
    };
  }

  boolean isNone() {
    return level == 0;
  }

  boolean isAlone() {
    return level == ALONE;
  }

  /** Whether the record that is next is not to be worked on any more. */
  boolean isHopeless() {
    return trials >= TRIALS;
  }

  /** Everything before this offset is finished. */
  CrashSuspicion at(long prefix) {
    if (isNone() || prefix >= until) {
      return NONE;
    }
    return prefix == head ? this : new CrashSuspicion(level, until, prefix, 0);
  }

  /** A process ended before the record at this offset was finished, with others in hand. */
  CrashSuspicion crashed(long offset) {
    return switch (level) {
      case 0 -> new CrashSuspicion(1, offset + SUSPECTS_AFTER_ONE, offset, 0);
      case 1, 2 -> new CrashSuspicion(level + 1, offset + width(), offset, 0);
      default -> this;
    };
  }

  /** A process ended with nothing in hand but the record that is next. */
  CrashSuspicion crashedAlone() {
    return new CrashSuspicion(level, until, head, trials + 1);
  }
}
