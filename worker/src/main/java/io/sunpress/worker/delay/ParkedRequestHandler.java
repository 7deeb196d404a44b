package io.sunpress.worker.delay;

import io.sunpress.code.AppId;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts parked requests back on their lanes when their app is open again.
 *
 * <p>Apps may share a partition. The first record waits as long as its app is closed, and costs
 * nothing; but not for longer than a pass since it was appended: then it goes behind all others, so
 * that it delays those of another app by one pass at most, and is written once a pass at most.
 */
public final class ParkedRequestHandler implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(ParkedRequestHandler.class);
  private static final String NAME = "parked";

  private final DelayRecords delayRecords;
  private final RecordRepublisher recordRepublisher;
  private final CallLimiter limiter;
  private final Predicate<AppId> known;
  private final Function<AppId, Optional<CodeError>> credentials;
  private final Executor executor;
  private final Duration pass;
  private final Clock clock;
  private final RequestExpiry requestExpiry;
  private final DelayMetrics meter;

  /**
   * @param known whether an app is configured: the requests of one that is not any more are put
   *     back, to be refused
   * @param credentials why an app gets no token; nothing where it does. Another worker may have
   *     parked what this one would put back at once
   * @param executor where that may block
   * @param requestExpiry after which nothing waits any longer: on its lane it is given up
   */
  public ParkedRequestHandler(
      DelayRecords delayRecords,
      RetryingProducer retryingProducer,
      CallLimiter limiter,
      Predicate<AppId> known,
      Function<AppId, Optional<CodeError>> credentials,
      Executor executor,
      Duration pass,
      Clock clock,
      RequestExpiry requestExpiry,
      DelayMetrics meter) {
    this.delayRecords = delayRecords;
    this.recordRepublisher = new RecordRepublisher(retryingProducer);
    this.limiter = limiter;
    this.known = known;
    this.credentials = credentials;
    this.executor = executor;
    this.pass = pass;
    this.clock = clock;
    this.requestExpiry = requestExpiry;
    this.meter = meter;
  }

  /**
   * Whether something is to be done with a record: its app may be open, or its pass is over, or its
   * time.
   */
  public boolean isDue(ConsumerRecord<byte[], byte[]> record) {
    Instant passed = Instant.ofEpochMilli(record.timestamp()).plus(pass);
    return mayGo(record) || !clock.instant().isBefore(passed);
  }

  private boolean mayGo(ConsumerRecord<byte[], byte[]> record) {
    return !isClosed(record) || requestExpiry.hasPassed(RequestTime.of(record));
  }

  private boolean isClosed(ConsumerRecord<byte[], byte[]> record) {
    return clock.instant().isBefore(DelayRecords.until(record))
        || DelayRecords.app(record).flatMap(this::lastingSuspension).isPresent();
  }

  /** An app that has used up its minute is not closed: its requests have a time to come back. */
  private Optional<Suspension> lastingSuspension(AppId app) {
    return limiter.suspension(app).filter(suspension -> !suspension.isShort());
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    try {
      executor.execute(() -> pass(record, acknowledgment));
    } catch (RejectedExecutionException e) {
      acknowledgment.handBack();
    }
  }

  private void pass(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    boolean expired = requestExpiry.hasPassed(RequestTime.of(record));
    if (!expired && (isClosed(record) || isStopped(record))) {
      recordRepublisher.pass(delayRecords.again(record), acknowledgment, meter::parkedAgain);
    } else {
      recordRepublisher.pass(
          delayRecords.unparked(record), acknowledgment, () -> meter.relayed(NAME));
    }
  }

  private boolean isStopped(ConsumerRecord<byte[], byte[]> record) {
    return DelayRecords.app(record).filter(known).filter(this::isStopped).isPresent();
  }

  private boolean isStopped(AppId app) {
    Optional<CodeError> refusal = refusal(app).filter(error -> error.type() == ErrorClass.APP);
    refusal.ifPresent(error -> limiter.suspend(app, error));
    return refusal.isPresent();
  }

  /** A fault of ours is met again on the lane, where it has its treatment. */
  private Optional<CodeError> refusal(AppId app) {
    try {
      return credentials.apply(app);
    } catch (RuntimeException e) {
      log.error("Can't ask for a token of {}", app, e);
      return Optional.empty();
    }
  }
}
