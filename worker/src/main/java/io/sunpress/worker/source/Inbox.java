package io.sunpress.worker.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.intake.Intake;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Lane;
import io.sunpress.intake.Publication;
import io.sunpress.intake.Question;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.Trace;
import io.sunpress.worker.announce.AnnouncementMeter;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.announce.Reading;
import io.sunpress.worker.announce.Refusals;
import io.sunpress.worker.announce.RefusedRecord;
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
public final class Inbox implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final String NAME = "inbox";
  private static final long REST_MILLIS = 500;

  private final InboxReader reader;
  private final Intake intake;
  private final Lane lane;
  private final Refusals refusals;
  private final Outbox outbox;
  private final Executor inOrder;
  private final ScheduledExecutorService timer;
  private final MeterRegistry registry;
  private final AnnouncementMeter announced;

  /**
   * @param judge knows the apps that this source may ask for, and no others
   * @param intake where its requests go
   * @param inOrder one thread, so that the order of a partition is kept
   */
  public Inbox(
      Judge judge,
      Intake intake,
      Lane lane,
      Refusals refusals,
      Outbox outbox,
      Executor inOrder,
      ScheduledExecutorService timer,
      MeterRegistry registry) {
    this.reader = new InboxReader(judge);
    this.intake = intake;
    this.lane = lane;
    this.refusals = refusals;
    this.outbox = outbox;
    this.inOrder = inOrder;
    this.timer = timer;
    this.registry = registry;
    this.announced = new AnnouncementMeter(registry, NAME);
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    onThread(() -> take(record, claim), claim);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Acknowledgment claim) {
    Reading reading = reading(record);
    if (reading instanceof Reading.Wanted wanted) {
      publish(new Entry(wanted.question(), Trace.of(record.headers()), claim));
    } else {
      refuse(((Reading.Refused) reading).record(), claim);
    }
  }

  /** A fault of ours on these bytes is the record's end, not the source's. */
  private Reading reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      String fault = "a fault of the worker: " + e.getClass().getSimpleName();
      return new Reading.Refused(
          RefusedRecord.unreadable(record, CodeError.of(ErrorClass.UNKNOWN, fault)));
    }
  }

  private record Entry(Question question, Trace trace, Acknowledgment claim) {}

  private void publish(Entry entry) {
    intake
        .publish(entry.question(), lane, entry.trace())
        .thenAccept(publication -> published(entry, publication));
  }

  private void published(Entry entry, Publication publication) {
    if (publication instanceof Publication.Unacknowledged unacknowledged) {
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

  private void refuse(RefusedRecord refused, Acknowledgment claim) {
    log.info("Refused a record of {}: {}", refused.origin().topic(), refused.error());
    outbox
        .send(refusals.of(refused, claim::held))
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
