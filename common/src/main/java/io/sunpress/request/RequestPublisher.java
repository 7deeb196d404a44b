package io.sunpress.request;

import io.sunpress.kafka.KafkaErrorText;
import io.sunpress.kafka.RecordSender;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.TraceContext;
import io.sunpress.topic.Topics;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the queue. A door translates its own form into {@link CodeRequestMessage}, has
 * it judged, may look whether the answer is known already, and publishes.
 */
public final class RequestPublisher {
  private final RequestValidator requestValidator;
  private final RecordSender<String> sender;
  private final Topics topics;

  /**
   * @param sender must be set to {@code acks=all}: accepted means that every in-sync replica has it
   */
  public RequestPublisher(
      RequestValidator requestValidator, RecordSender<String> sender, Topics topics) {
    this.requestValidator = requestValidator;
    this.sender = sender;
    this.topics = topics;
  }

  /** Judges a request without asking it. */
  public ValidationResult judge(CodeRequestMessage message) {
    return requestValidator.judge(message);
  }

  /**
   * The same, as if there were only these apps.
   *
   * @param within what the asker may use
   */
  public ValidationResult judge(CodeRequestMessage message, ConfiguredApps within) {
    return requestValidator.judge(message, within);
  }

  /**
   * Publishes a request: the future ends when the broker has acknowledged, or when that can't be
   * known any more.
   */
  public CompletableFuture<PublishResult> publish(
      CodeRequest codeRequest, Priority priority, TraceContext traceContext) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            priority.topic(topics),
            topics.partition(codeRequest.id()),
            codeRequest.id().value(),
            CodeRequestMessageCodec.write(codeRequest.message()));
    traceContext.addTo(record.headers());
    CompletableFuture<PublishResult> publication = new CompletableFuture<>();
    try {
      sender.send(record, (metadata, failure) -> publication.complete(outcome(metadata, failure)));
    } catch (KafkaException | IllegalStateException e) {
      // A closed producer throws the latter: a request that comes while the process stops.
      publication.complete(unacknowledged(e));
    }
    return publication;
  }

  private static PublishResult outcome(RecordMetadata metadata, @Nullable Exception failure) {
    return failure == null
        ? new PublishResult.Acknowledged(Instant.ofEpochMilli(metadata.timestamp()))
        : unacknowledged(failure);
  }

  private static PublishResult unacknowledged(Exception failure) {
    return new PublishResult.Unacknowledged(KafkaErrorText.of(failure));
  }
}
