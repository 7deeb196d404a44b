package io.sunpress.worker.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.PublishMetrics;
import io.sunpress.worker.publish.RejectedRecord;
import io.sunpress.worker.publish.RejectionRecords;
import io.sunpress.worker.publish.RetryingProducer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A door for messages: translates, has them judged, publishes, and lets go of the record when the
 * broker has acknowledged. What can't be asked is a dead letter, and a final event where the asker
 * could be read.
 */
public final class InboxHandler implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(InboxHandler.class);
  private static final String NAME = "inbox";
  private static final long REST_MILLIS = 500;

  private final InboxRecordParser reader;
  private final RequestPublisher intake;
  private final Priority priority;
  private final RejectionRecords rejectionRecords;
  private final RetryingProducer retryingProducer;
  private final Executor inOrder;
  private final ScheduledExecutorService timer;
  private final MeterRegistry registry;
  private final PublishMetrics announced;

  /**
   * @param requestValidator knows the apps that this source may ask for, and no others
   * @param intake where its requests go
   * @param inOrder one thread, so that the order of a partition is kept
   */
  public InboxHandler(
      RequestValidator requestValidator,
      RequestPublisher intake,
      Priority priority,
      RejectionRecords rejectionRecords,
      RetryingProducer retryingProducer,
      Executor inOrder,
      ScheduledExecutorService timer,
      MeterRegistry registry) {
    this.reader = new InboxRecordParser(requestValidator);
    this.intake = intake;
    this.priority = priority;
    this.rejectionRecords = rejectionRecords;
    this.retryingProducer = retryingProducer;
    this.inOrder = inOrder;
    this.timer = timer;
    this.registry = registry;
    this.announced = new PublishMetrics(registry, NAME);
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    onThread(() -> take(record, claim), claim);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    ParsedRecord parsedRecord = reading(record);
    if (parsedRecord instanceof ParsedRecord.Wanted wanted) {
      publish(new Entry(wanted.question(), TraceContext.of(record.headers()), claim));
    } else {
      refuse(((ParsedRecord.Refused) parsedRecord).record(), claim);
    }
  }

  /** A fault of ours on these bytes is the record's end, not the source's. */
  private ParsedRecord reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      String fault = "a fault of the worker: " + e.getClass().getSimpleName();
      return new ParsedRecord.Refused(
          RejectedRecord.unreadable(record, CodeError.of(ErrorClass.UNKNOWN, fault)));
    }
  }

  private record Entry(CodeRequest question, TraceContext trace, Acknowledgment claim) {}

  private void publish(Entry entry) {
    intake
        .publish(entry.question(), priority, entry.trace())
        .thenAccept(publishResult -> published(entry, publishResult));
  }

  private void published(Entry entry, PublishResult publishResult) {
    if (publishResult instanceof PublishResult.Unacknowledged unacknowledged) {
      log.warn("Not acknowledged, to be repeated: {}", unacknowledged.cause());
      repeat(entry);
    } else {
      count("accepted");
      entry.claim().finished();
    }
  }

  private void repeat(Entry entry) {
    Acknowledgment claim = entry.claim();
    if (!claim.held()) {
      claim.handBack();
      return;
    }
    try {
      timer.schedule(
          () -> onThread(() -> publish(entry), claim), REST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      claim.handBack();
    }
  }

  private void refuse(RejectedRecord refused, Acknowledgment claim) {
    log.info("Refused a record of {}: {}", refused.origin().topic(), refused.error());
    retryingProducer
        .send(rejectionRecords.of(refused, claim::held))
        .thenAccept(
            said -> {
              if (said) {
                count(announced.refused(refused));
                claim.finished();
              } else {
                claim.handBack();
              }
            });
  }

  private void onThread(Runnable task, Acknowledgment claim) {
    try {
      inOrder.execute(task);
    } catch (RejectedExecutionException e) {
      claim.handBack();
    }
  }

  private void count(String outcome) {
    registry.counter("sunpress.source.records", "source", NAME, "outcome", outcome).increment();
  }
}
