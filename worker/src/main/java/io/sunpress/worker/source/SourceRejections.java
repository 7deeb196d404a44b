package io.sunpress.worker.source;

import io.sunpress.message.CodeError;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.message.TraceContext;
import io.sunpress.worker.publish.DeadLetterRecords;
import io.sunpress.worker.publish.OutcomeRecords;
import io.sunpress.worker.publish.PublishBatch;
import io.sunpress.worker.publish.RejectedRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is published about a source's record of which not everything can become a code: one dead
 * letter for the record, which names the rows, and a final event for each row.
 */
final class SourceRejections {
  private static final int MAX_CAUSE = 1_000;

  private final String source;
  private final OutcomeRecords outcomeRecords;
  private final DeadLetterRecords deadLetterRecords;
  private final Clock clock;

  SourceRejections(
      String source,
      OutcomeRecords outcomeRecords,
      DeadLetterRecords deadLetterRecords,
      Clock clock) {
    this.source = source;
    this.outcomeRecords = outcomeRecords;
    this.deadLetterRecords = deadLetterRecords;
    this.clock = clock;
  }

  PublishBatch unreadable(
      ConsumerRecord<byte[], byte[]> origin, CodeError error, BooleanSupplier wanted) {
    return new PublishBatch(List.of(deadLetter(origin, error)), List.of(), List.of(), wanted);
  }

  PublishBatch refused(
      ConsumerRecord<byte[], byte[]> origin,
      List<EvaluatedRecord.Refusal> refusals,
      boolean isOnlyRow,
      BooleanSupplier wanted) {
    TraceContext trace = TraceContext.of(origin.headers());
    Instant now = clock.instant();
    List<ProducerRecord<byte[], byte[]>> events =
        refusals.stream()
            .map(refusal -> event(origin, refusal, now))
            .flatMap(Optional::stream)
            .map(event -> outcomeRecords.record(event, trace))
            .toList();
    CodeError cause = isOnlyRow ? refusals.get(0).error() : cause(refusals);
    return new PublishBatch(List.of(deadLetter(origin, cause)), List.of(), events, wanted);
  }

  private static Optional<CodeEvent> event(
      ConsumerRecord<byte[], byte[]> origin, EvaluatedRecord.Refusal refusal, Instant now) {
    return RejectedRecord.readable(
            origin, refusal.error(), refusal.asker(), refusal.message(), Optional.empty())
        .asked()
        .map(asked -> new CodeEvent.Failed(asked, refusal.error(), 0, now));
  }

  private static CodeError cause(List<EvaluatedRecord.Refusal> refusals) {
    String rows =
        refusals.stream()
            .map(refusal -> "row " + (refusal.row() + 1) + ": " + refusal.error().errmsg())
            .collect(Collectors.joining("; "));
    return CodeError.of(
        refusals.get(0).error().type(),
        rows.length() > MAX_CAUSE ? rows.substring(0, MAX_CAUSE) + "…" : rows);
  }

  /** A replay maps the record again, so it needs to know the source and the record's time. */
  private ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> origin, CodeError cause) {
    ProducerRecord<byte[], byte[]> letter = deadLetterRecords.of(origin, cause);
    SunpressHeaders.set(letter.headers(), SunpressHeaders.SOURCE, source);
    SunpressHeaders.set(
        letter.headers(), SunpressHeaders.TIMESTAMP, Long.toString(origin.timestamp()));
    return letter;
  }
}
