package io.sunpress.cli.deadletters;

import java.util.Comparator;

/**
 * Where a dead letter is and how old; there may be very many of these.
 *
 * @param millis when the broker appended it
 * @param partition of the dead letters' topic
 * @param offset in that partition
 */
record TimedPosition(long millis, int partition, long offset) {
  static final Comparator<TimedPosition> OLDEST_FIRST =
      Comparator.comparingLong(TimedPosition::millis)
          .thenComparingInt(TimedPosition::partition)
          .thenComparingLong(TimedPosition::offset);

  static TimedPosition to(DeadLetter letter) {
    return new TimedPosition(
        letter.appended().toEpochMilli(), letter.at().partition(), letter.at().offset());
  }

  DeadLetterPosition at() {
    return new DeadLetterPosition(partition, offset);
  }
}
