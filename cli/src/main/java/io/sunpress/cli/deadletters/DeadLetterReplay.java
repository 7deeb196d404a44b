package io.sunpress.cli.deadletters;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Writes dead letters back to their topics. Each is written, acknowledged and then marked before
 * the next: if this process is killed, at most one is replayed that is not marked.
 */
final class DeadLetterReplay {
  private final DeadLetterTopic topic;
  private final ReplayTargets targets;
  private final PrintWriter out;
  private final Set<DeadLetterPosition> chosen = new HashSet<>();
  private final Map<ReplayDecision, Integer> left = new EnumMap<>(ReplayDecision.class);
  private int replayed;
  private int refused;

  DeadLetterReplay(DeadLetterTopic topic, PrintWriter out) {
    this.topic = topic;
    this.targets = topic.targets();
    this.out = out;
  }

  /**
   * Decides what happens to a dead letter, and prints it where it is not replayed.
   *
   * @param limit how many are replayed at most
   * @param force whether those that failed for the same cause before are replayed too
   * @param dryRun whether those that would be replayed are printed too
   */
  void choose(DeadLetter letter, int limit, boolean force, boolean dryRun) {
    ReplayDecision decision = targets.decide(letter, force);
    if (decision != ReplayDecision.REPLAY) {
      left.merge(decision, 1, Integer::sum);
      out.println(ListFormat.line(letter) + " – " + decision.text());
    } else if (chosen.size() < limit) {
      chosen.add(letter.at());
      if (dryRun) {
        out.println(ListFormat.line(letter) + " – would go to " + target(letter));
      }
    }
  }

  /**
   * Replays those that were chosen.
   *
   * @throws KafkaException if the broker does not acknowledge; what was replayed is counted
   */
  void run(Producer<byte[], byte[]> producer, ReplayRate rate) {
    topic.forEachRecord(
        record -> {
          if (chosen.contains(new DeadLetterPosition(record.partition(), record.offset()))) {
            rate.await();
            replay(record, topic.read(record), producer);
          }
        });
  }

  private void replay(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Producer<byte[], byte[]> producer) {
    if (targets.sources().isFor(letter)) {
      mapAgain(record, letter, producer);
      return;
    }
    try {
      acknowledged(producer, ReplayRecord.of(record, letter, target(letter)));
    } catch (RecordTooLargeException e) {
      refused++;
      out.println(ListFormat.line(letter) + " – the broker finds it too large");
      return;
    }
    replayed++;
    acknowledged(producer, ReplayMarker.of(record.topic(), letter.at()));
    out.println(ListFormat.line(letter) + " – put back on " + target(letter));
  }

  private void mapAgain(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Producer<byte[], byte[]> producer) {
    Optional<String> refusal = targets.sources().replay(record, letter);
    if (refusal.isPresent()) {
      refused++;
      out.println(ListFormat.line(letter) + " – refused again: " + refusal.get());
      return;
    }
    replayed++;
    acknowledged(producer, ReplayMarker.of(record.topic(), letter.at()));
    out.println(ListFormat.line(letter) + " – mapped again by " + target(letter));
  }

  private String target(DeadLetter letter) {
    return targets.sources().isFor(letter)
        ? "source " + letter.source().orElseThrow()
        : targets.of(letter).orElseThrow();
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

  /** Whether everything that was chosen has been replayed. */
  boolean isComplete() {
    return replayed == chosen.size();
  }

  /**
   * The last line.
   *
   * @param before how many were replayed by an earlier run
   */
  String counts(boolean dryRun, int before) {
    String done =
        dryRun
            ? "dry run: %d would be replayed".formatted(chosen.size())
            : "%d of %d replayed".formatted(replayed, chosen.size());
    return "%s, %d set aside, %d replayed before, %d can't be replayed"
        .formatted(
            done,
            left.getOrDefault(ReplayDecision.SET_ASIDE, 0),
            before,
            left.getOrDefault(ReplayDecision.CUT, 0)
                + left.getOrDefault(ReplayDecision.FOREIGN, 0)
                + refused);
  }
}
