package io.sunpress.worker.press;

import io.sunpress.worker.announce.Reading;
import io.sunpress.worker.announce.RefusedRecord;
import io.sunpress.worker.engine.Claim;
import io.sunpress.worker.engine.RecordHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records to their end: a stored picture or a final failure, said and acknowledged, and only
 * then the offset.
 */
public final class Press implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(Press.class);

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
  public void handle(ConsumerRecord<byte[], byte[]> record, Claim claim) {
    meter.taken();
    tasks.run(() -> read(record, claim), () -> endings.handBack(claim));
  }

  /** The worker stops: what rests is handed back, and nothing rests any more. */
  public void drain() {
    waits.end();
  }

  private void read(ConsumerRecord<byte[], byte[]> record, Claim claim) {
    reading(record)
        .fold(
            question -> {
              jobs.joinOrBegin(new Request(question, record, claim)).ifPresent(path::work);
              return true;
            },
            refused -> {
              endings.refuse(refused, claim);
              return true;
            });
  }

  /** A fault of ours on these bytes is the record's end, not the worker's nor the partition's. */
  private Reading reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return new Reading.Refused(RefusedRecord.unreadable(record, Fault.of(e)));
    }
  }
}
