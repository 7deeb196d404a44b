package io.sunpress.worker.deadletters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topic holds: only where the letters are, since there may be hundreds of thousands.
 *
 * @param open those that are wanted and that nobody has replayed yet, oldest first
 * @param replayed how many of those that are wanted were replayed
 */
record Holdings(List<Ref> open, int replayed) {

  static Holdings read(
      LetterReader reader,
      Function<ConsumerRecord<byte[], byte[]>, Letter> read,
      Predicate<Letter> wanted) {
    List<Ref> letters = new ArrayList<>();
    Set<Position> replayed = new HashSet<>();
    reader.forEach(
        record -> {
          if (Marker.is(record)) {
            Marker.letter(record).ifPresent(replayed::add);
          } else {
            Optional.of(read.apply(record)).filter(wanted).map(Ref::to).ifPresent(letters::add);
          }
        });
    int all = letters.size();
    letters.removeIf(letter -> replayed.contains(letter.at()));
    letters.sort(Ref.OLDEST_FIRST);
    return new Holdings(letters, all - letters.size());
  }
}
