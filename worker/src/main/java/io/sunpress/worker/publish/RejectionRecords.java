package io.sunpress.worker.publish;

import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.RequestDetails;
import io.sunpress.message.TraceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What is said about a record that can never become a code. */
public final class RejectionRecords {
  private final OutcomeRecords outcomeRecords;
  private final DeadLetterRecords deadLetterRecords;
  private final Clock clock;

  public RejectionRecords(
      OutcomeRecords outcomeRecords, DeadLetterRecords deadLetterRecords, Clock clock) {
    this.outcomeRecords = outcomeRecords;
    this.deadLetterRecords = deadLetterRecords;
    this.clock = clock;
  }

  /**
   * A dead letter; where the asker could be read, a final event as well; where a code is known that
   * somebody may be waiting for, a failure answer, so that he waits no longer.
   */
  public PublishBatch of(RejectedRecord refused, BooleanSupplier wanted) {
    Instant now = clock.instant();
    TraceContext traceContext = TraceContext.of(refused.origin().headers());
    return new PublishBatch(
        List.of(deadLetterRecords.of(refused.origin(), refused.error())),
        answer(refused, now).map(outcomeRecords::record).stream().toList(),
        refused
            .asked()
            .map(requestDetails -> new CodeEvent.Failed(requestDetails, refused.error(), 0, now))
            .map(event -> outcomeRecords.record(event, traceContext))
            .stream()
            .toList(),
        wanted);
  }

  private static Optional<CodeAnswer> answer(RejectedRecord refused, Instant now) {
    return refused
        .asked()
        .filter(
            requestDetails -> requestDetails.id().isPresent() && requestDetails.app().isPresent())
        .map(requestDetails -> failure(requestDetails, refused, now));
  }

  private static CodeAnswer failure(
      RequestDetails requestDetails, RejectedRecord refused, Instant now) {
    return new CodeAnswer.Failed(
        requestDetails.id().orElseThrow(),
        requestDetails.app().orElseThrow(),
        refused.error(),
        0,
        requestDetails.askedAt(),
        now);
  }
}
