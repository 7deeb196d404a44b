package io.sunpress.worker.pipeline;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.RejectedRecord;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes each record on a thread of its own, from its bytes to its acknowledgment. */
public final class RecordProcessor implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(RecordProcessor.class);

  private static final CodeError FATAL =
      CodeError.of(ErrorClass.UNKNOWN, "ended every worker that worked on it");

  private final RecordReader reader;
  private final CodeTasks tasks;
  private final CodeProcessor processor;
  private final ResultPublisher publisher;
  private final PendingWaits waits;
  private final Executor executor;
  private final PipelineMetrics metrics;

  RecordProcessor(
      RecordReader reader,
      CodeTasks tasks,
      CodeProcessor processor,
      ResultPublisher publisher,
      PendingWaits waits,
      Executor executor,
      PipelineMetrics metrics) {
    this.reader = reader;
    this.tasks = tasks;
    this.processor = processor;
    this.publisher = publisher;
    this.waits = waits;
    this.executor = executor;
    this.metrics = metrics;
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    onOwnThread(claim, () -> process(record, claim));
  }

  /**
   * A fatal record becomes a dead letter at once. Where even reading it kills, nobody else hears.
   */
  @Override
  public void giveUp(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim, boolean unread) {
    onOwnThread(claim, () -> bury(record, claim, unread));
  }

  @Override
  public void leaving() {
    waits.cancelLeaving();
  }

  /** The worker stops: what waits is handed back, and nothing waits any more. */
  public void drain() {
    waits.close();
  }

  private void onOwnThread(Acknowledgment claim, Runnable work) {
    metrics.taken();
    try {
      executor.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      publisher.handBack(claim);
    }
  }

  /** What breaks here is left in hand: better a partition that stands, and says so, than a skip. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      log.error("ALARM: a record is left in hand", e);
      throw e;
    }
  }

  private void process(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    read(record)
        .fold(
            question -> tasks.joinOrBegin(new Request(question, record, claim)),
            refused -> {
              publisher.refuse(refused, claim);
              return Optional.<CodeTask>empty();
            })
        .ifPresent(this::process);
  }

  /** Processes a task to its end; blocks meanwhile. */
  void process(CodeTask task) {
    ProcessingResult result;
    try {
      result = processor.process(task);
    } catch (ProcessingSignal.HandBack e) {
      publisher.handBack(task);
      return;
    }
    publisher.conclude(task, result);
  }

  private void bury(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim, boolean unread) {
    log.error(
        "ALARM: {}-{}@{} ends every worker that works on it, and is a dead letter now",
        record.topic(),
        record.partition(),
        record.offset());
    ParsedRecord parsedRecord =
        unread ? new ParsedRecord.Refused(RejectedRecord.unreadable(record, FATAL)) : read(record);
    parsedRecord.fold(
        question -> {
          publisher.giveUp(new Request(question, record, claim), FATAL);
          return true;
        },
        refused -> {
          publisher.refuse(refused, claim);
          return true;
        });
  }

  /** A fault of ours on these bytes is the record's end, not the worker's nor the partition's. */
  private ParsedRecord read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return new ParsedRecord.Refused(RejectedRecord.unreadable(record, WorkerFault.of(e)));
    }
  }
}
