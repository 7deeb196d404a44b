package io.sunpress.intake;

import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.message.Trace;
import io.sunpress.topic.Topics;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the queue. A door translates its own form into {@link GenerateCode}, has it
 * judged, may look whether the answer is known already, and publishes.
 */
public final class Intake {
  private final Judge judge;
  private final Supplier<Producer<String, byte[]>> producer;
  private final Topics topics;

  /**
   * @param producer asked at each request, since a client can't be made before Kafka's name
   *     resolves; must be set to {@code acks=all}: accepted means that every in-sync replica has it
   */
  public Intake(Judge judge, Supplier<Producer<String, byte[]>> producer, Topics topics) {
    this.judge = judge;
    this.producer = producer;
    this.topics = topics;
  }

  /** Judges a request without asking it. */
  public Judgement judge(GenerateCode message) {
    return judge.judge(message);
  }

  /**
   * The same, as if there were only these apps.
   *
   * @param within what the asker may use
   */
  public Judgement judge(GenerateCode message, Apps within) {
    return judge.judge(message, within);
  }

  /** Asks: the future ends when the broker has said yes, or when that can't be known any more. */
  public CompletableFuture<Publication> publish(Question question, Lane lane, Trace trace) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            lane.topic(topics),
            topics.partition(question.id()),
            question.id().value(),
            GenerateCodeCodec.write(question.message()));
    trace.addTo(record.headers());
    CompletableFuture<Publication> publication = new CompletableFuture<>();
    try {
      producer
          .get()
          .send(record, (metadata, failure) -> publication.complete(outcome(metadata, failure)));
    } catch (KafkaException | IllegalStateException e) {
      // A closed producer throws the latter: a request that comes while the process stops.
      publication.complete(unacknowledged(e));
    }
    return publication;
  }

  private static Publication outcome(RecordMetadata metadata, @Nullable Exception failure) {
    return failure == null
        ? new Publication.Acknowledged(Instant.ofEpochMilli(metadata.timestamp()))
        : unacknowledged(failure);
  }

  private static Publication unacknowledged(Exception failure) {
    return new Publication.Unacknowledged(failure.getClass().getSimpleName());
  }
}
