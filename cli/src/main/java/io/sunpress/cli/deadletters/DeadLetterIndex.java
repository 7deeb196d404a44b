package io.sunpress.cli.deadletters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Positions of the dead letters in the topic; not the records, of which there may be hundreds of
 * thousands.
 *
 * @param open those that match and have not been replayed, oldest first
 * @param replayed how many match and have been replayed
 */
record DeadLetterIndex(List<TimedPosition> open, int replayed) {

  static DeadLetterIndex read(
      DeadLetterReader reader,
      Function<ConsumerRecord<byte[], byte[]>, DeadLetter> read,
      Predicate<DeadLetter> wanted) {
    List<TimedPosition> letters = new ArrayList<>();
    Set<DeadLetterPosition> replayed = new HashSet<>();
    reader.forEach(
        record -> {
          if (ReplayMarker.is(record)) {
            ReplayMarker.letter(record).ifPresent(replayed::add);
          } else {
            Optional.of(read.apply(record))
                .filter(wanted)
                .map(TimedPosition::to)
                .ifPresent(letters::add);
          }
        });
    int all = letters.size();
    letters.removeIf(letter -> replayed.contains(letter.at()));
    letters.sort(TimedPosition.OLDEST_FIRST);
    return new DeadLetterIndex(letters, all - letters.size());
  }
}
