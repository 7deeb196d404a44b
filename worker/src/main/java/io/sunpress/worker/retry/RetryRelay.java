package io.sunpress.worker.retry;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.AskedAt;
import io.sunpress.worker.announce.Outbox;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Puts requests back on their lanes when they have waited long enough. All records of a delay's
 * topic wait equally long, so that the first of a partition is always the first to be due.
 */
public final class RetryRelay implements RecordHandler {
  private final Delay delay;
  private final Shelf shelf;
  private final Relay relay;
  private final Clock clock;
  private final Expiry expiry;
  private final RetryMeter meter;

  /**
   * @param expiry after which nothing waits any longer: on its lane it is given up
   */
  public RetryRelay(
      Delay delay, Shelf shelf, Outbox outbox, Clock clock, Expiry expiry, RetryMeter meter) {
    this.delay = delay;
    this.shelf = shelf;
    this.relay = new Relay(outbox);
    this.clock = clock;
    this.expiry = expiry;
    this.meter = meter;
  }

  /** Where it reads. */
  public Delay delay() {
    return delay;
  }

  /** Whether a record has waited long enough, from its append time on. */
  public boolean isDue(ConsumerRecord<byte[], byte[]> record) {
    Instant due = Instant.ofEpochMilli(record.timestamp()).plus(delay.length());
    return !clock.instant().isBefore(due) || expiry.hasPassed(AskedAt.of(record));
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    relay.pass(shelf.back(record), acknowledgment, () -> meter.relayed(delay.label()));
  }
}
