package io.sunpress.worker.press;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.RejectedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records to their end: a stored picture or a final failure, said and acknowledged, and only
 * then the offset.
 */
public final class Press implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(Press.class);

  private static final CodeError FATAL =
      CodeError.of(ErrorClass.UNKNOWN, "ended every worker that worked on it");

  private final RecordReader reader;
  private final Jobs jobs;
  private final Path path;
  private final Waits waits;
  private final Endings endings;
  private final Tasks tasks;
  private final PressMeter meter;

  Press(
      RecordReader reader,
      Jobs jobs,
      Path path,
      Waits waits,
      Endings endings,
      Tasks tasks,
      PressMeter meter) {
    this.reader = reader;
    this.jobs = jobs;
    this.path = path;
    this.waits = waits;
    this.endings = endings;
    this.tasks = tasks;
    this.meter = meter;
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    meter.taken();
    tasks.run(() -> read(record, acknowledgment), () -> endings.handBack(acknowledgment));
  }

  /** The worker stops: what rests is handed back, and nothing rests any more. */
  public void drain() {
    waits.end();
  }

  @Override
  public void leaving() {
    waits.callOffLeaving();
  }

  /**
   * Nothing is done about it: it is a dead letter at once. Should even the reading kill, nobody is
   * told but the dead letters.
   */
  @Override
  public void giveUp(
      ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, boolean unread) {
    meter.taken();
    tasks.run(() -> end(record, acknowledgment, unread), () -> endings.handBack(acknowledgment));
  }

  private void end(
      ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, boolean unread) {
    log.error(
        "ALARM: {}-{}@{} ends every worker that works on it, and is a dead letter now",
        record.topic(),
        record.partition(),
        record.offset());
    ParsedRecord parsedRecord =
        unread
            ? new ParsedRecord.Refused(RejectedRecord.unreadable(record, FATAL))
            : reading(record);
    parsedRecord.fold(
        question -> {
          endings.giveUp(new Request(question, record, acknowledgment), FATAL);
          return true;
        },
        refused -> {
          endings.refuse(refused, acknowledgment);
          return true;
        });
  }

  private void read(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    reading(record)
        .fold(
            question -> {
              jobs.joinOrBegin(new Request(question, record, acknowledgment)).ifPresent(path::work);
              return true;
            },
            refused -> {
              endings.refuse(refused, acknowledgment);
              return true;
            });
  }

  /** A fault of ours on these bytes is the record's end, not the worker's nor the partition's. */
  private ParsedRecord reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return new ParsedRecord.Refused(RejectedRecord.unreadable(record, Fault.of(e)));
    }
  }
}
