package io.sunpress.worker.delay;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.RequestTime;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Puts requests back on their lanes when they have waited long enough. All records of a delay's
 * topic wait equally long, so that the first of a partition is always the first to be due.
 */
public final class DelayedRequestHandler implements RecordHandler {
  private final RetryDelay retryDelay;
  private final DelayRecords delayRecords;
  private final RecordRepublisher recordRepublisher;
  private final Clock clock;
  private final RequestExpiry requestExpiry;
  private final DelayMetrics meter;

  /**
   * @param requestExpiry after which nothing waits any longer: on its lane it is given up
   */
  public DelayedRequestHandler(
      RetryDelay retryDelay,
      DelayRecords delayRecords,
      RetryingProducer retryingProducer,
      Clock clock,
      RequestExpiry requestExpiry,
      DelayMetrics meter) {
    this.retryDelay = retryDelay;
    this.delayRecords = delayRecords;
    this.recordRepublisher = new RecordRepublisher(retryingProducer);
    this.clock = clock;
    this.requestExpiry = requestExpiry;
    this.meter = meter;
  }

  /** Where it reads. */
  public RetryDelay delay() {
    return retryDelay;
  }

  /** Whether a record has waited long enough, from its append time on. */
  public boolean isDue(ConsumerRecord<byte[], byte[]> record) {
    Instant due = Instant.ofEpochMilli(record.timestamp()).plus(retryDelay.length());
    return !clock.instant().isBefore(due) || requestExpiry.hasPassed(RequestTime.of(record));
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    recordRepublisher.pass(
        delayRecords.back(record, clock.instant()),
        acknowledgment,
        () -> meter.relayed(retryDelay.label()));
  }
}
