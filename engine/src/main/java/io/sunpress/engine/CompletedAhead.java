package io.sunpress.engine;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * Which records at or after an offset are finished although the offset can't pass them yet. As sure
 * as the offset itself: it rests on Kafka never giving an offset to two records. Immutable.
 */
final class CompletedAhead {
  /**
   * The longest range that fits: 2,731 of the 4,096 characters that the broker keeps beside an
   * offset.
   */
  static final int SPAN = 16_384;

  static final CompletedAhead NONE = new CompletedAhead(0, new BitSet());

  private final long from;
  private final BitSet finished;

  private CompletedAhead(long from, BitSet finished) {
    this.from = from;
    this.finished = finished;
  }

  /** Those of these offsets that are not before it; what is too far away is left out. */
  static CompletedAhead of(long from, LongStream offsets) {
    BitSet finished = new BitSet();
    offsets
        .filter(offset -> offset >= from && offset - from < SPAN)
        .forEach(offset -> finished.set((int) (offset - from)));
    return finished.isEmpty() ? NONE : new CompletedAhead(from, finished);
  }

  /**
   * What {@link #text()} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static CompletedAhead read(long from, String text) {
    BitSet finished = BitSet.valueOf(Base64.getUrlDecoder().decode(text));
    if (finished.length() > SPAN) {
      throw new IllegalArgumentException("finished too far away");
    }
    return of(from, finished.stream().mapToLong(bit -> from + bit));
  }

  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(finished.toByteArray());
  }

  boolean has(long offset) {
    return offset >= from && offset - from < SPAN && finished.get((int) (offset - from));
  }

  boolean isEmpty() {
    return finished.isEmpty();
  }

  LongStream offsets() {
    return finished.stream().mapToLong(bit -> from + bit);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompletedAhead that
        && Arrays.equals(offsets().toArray(), that.offsets().toArray());
  }

  @Override
  public int hashCode() {
    return finished.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(offsets().toArray());
  }
}
