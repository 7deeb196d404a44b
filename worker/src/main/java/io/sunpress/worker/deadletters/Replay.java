package io.sunpress.worker.deadletters;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Puts letters back on their topics. Each is put back, acknowledged and then marked, before the
 * next: if this process dies, at most one letter is put back that is not marked.
 */
final class Replay {
  private final Destinations destinations;
  private final PrintStream out;
  private final Function<ConsumerRecord<byte[], byte[]>, Letter> letters;
  private final Set<Position> chosen = new HashSet<>();
  private final Map<Decision, Integer> left = new EnumMap<>(Decision.class);
  private int replayed;
  private int refused;

  /**
   * @param letters makes a letter of its record
   */
  Replay(
      Destinations destinations,
      Function<ConsumerRecord<byte[], byte[]>, Letter> letters,
      PrintStream out) {
    this.destinations = destinations;
    this.letters = letters;
    this.out = out;
  }

  /**
   * Decides what becomes of a letter, and says so where it is not replayed.
   *
   * @param limit how many are replayed at most
   * @param force whether those that died of the same cause before are replayed too
   * @param rehearsal whether it is also said of those that are
   */
  void choose(Letter letter, int limit, boolean force, boolean rehearsal) {
    Decision decision = destinations.decide(letter, force);
    if (decision != Decision.REPLAY) {
      left.merge(decision, 1, Integer::sum);
      out.println(Listing.line(letter) + " – " + decision.words());
    } else if (chosen.size() < limit) {
      chosen.add(letter.at());
      if (rehearsal) {
        out.println(Listing.line(letter) + " – would go to " + target(letter));
      }
    }
  }

  /**
   * Does it.
   *
   * @throws KafkaException where the broker does not acknowledge; what was replayed is counted
   */
  void run(LetterReader reader, Producer<byte[], byte[]> producer, Pace pace) {
    reader.forEach(
        record -> {
          if (chosen.contains(new Position(record.partition(), record.offset()))) {
            pace.await();
            putBack(record, letters.apply(record), producer);
          }
        });
  }

  private void putBack(
      ConsumerRecord<byte[], byte[]> record, Letter letter, Producer<byte[], byte[]> producer) {
    try {
      acknowledged(producer, Revival.of(record, letter, target(letter)));
    } catch (RecordTooLargeException e) {
      refused++;
      out.println(Listing.line(letter) + " – the broker finds it too large");
      return;
    }
    replayed++;
    acknowledged(producer, Marker.of(record.topic(), letter.at()));
    out.println(Listing.line(letter) + " – put back on " + target(letter));
  }

  private String target(Letter letter) {
    return destinations.of(letter).orElseThrow();
  }

  private static void acknowledged(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  /** Whether all that was chosen is back. */
  boolean isComplete() {
    return replayed == chosen.size();
  }

  /**
   * The last line.
   *
   * @param before how many had been replayed by an earlier run
   */
  String counts(boolean dryRun, int before) {
    String done =
        dryRun
            ? "dry run: %d would be replayed".formatted(chosen.size())
            : "%d of %d replayed".formatted(replayed, chosen.size());
    return "%s, %d set aside, %d replayed before, %d can't be replayed"
        .formatted(
            done,
            left.getOrDefault(Decision.SET_ASIDE, 0),
            before,
            left.getOrDefault(Decision.CUT, 0) + left.getOrDefault(Decision.FOREIGN, 0) + refused);
  }
}
