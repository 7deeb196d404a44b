package io.sunpress.worker.deadletters;

import java.util.Comparator;

/**
 * Where a letter is and how old; there may be very many of these.
 *
 * @param millis when the broker had it
 * @param partition of the dead letters' topic
 * @param offset in that partition
 */
record Ref(long millis, int partition, long offset) {
  static final Comparator<Ref> OLDEST_FIRST =
      Comparator.comparingLong(Ref::millis)
          .thenComparingInt(Ref::partition)
          .thenComparingLong(Ref::offset);

  static Ref to(Letter letter) {
    return new Ref(letter.appended().toEpochMilli(), letter.at().partition(), letter.at().offset());
  }

  Position at() {
    return new Position(partition, offset);
  }
}
