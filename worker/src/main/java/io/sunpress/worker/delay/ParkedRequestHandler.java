package io.sunpress.worker.delay;

import io.sunpress.code.AppId;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.HeldPartitions;
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
  private static final Duration FIRST_MOVE = Duration.ofMillis(250);

  /** Once in 17 minutes. */
  private static final int MOST_DOUBLINGS = 12;

  private final DelayRecords delayRecords;
  private final RecordRepublisher recordRepublisher;
  private final CallLimiter limiter;
  private final HeldPartitions held;
  private final Predicate<AppId> known;
  private final Function<AppId, Optional<CodeError>> credentials;
  private final Executor executor;
  private final Duration pass;
  private final Clock clock;
  private final RequestExpiry requestExpiry;
  private final DelayMetrics meter;

  /**
   * @param held where requests go that one of the workers may not call for
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
      HeldPartitions held,
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
    this.held = held;
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
    return !isClosed(record)
        || requestExpiry.hasPassed(RequestTime.of(record))
        || elsewhere(record).isPresent();
  }

  /**
   * A partition of another worker, for a request whose app refuses this one's address; later each
   * time, since others may be refused too.
   */
  private Optional<Integer> elsewhere(ConsumerRecord<byte[], byte[]> record) {
    int turns = DeliveryHeaders.of(record, Priority.BULK).turns();
    Duration pause = FIRST_MOVE.multipliedBy(1L << Math.min(turns, MOST_DOUBLINGS));
    boolean due =
        suspension(record).filter(Suspension::isOfThisAddress).isPresent()
            && !clock.instant().isBefore(Instant.ofEpochMilli(record.timestamp()).plus(pause));
    return due ? held.any(DelayRecords.priority(record, clock.instant()), false) : Optional.empty();
  }

  /** Its own partitions are where this worker finds it that may call for it. */
  private Optional<Integer> here(ConsumerRecord<byte[], byte[]> record) {
    return DelayRecords.cause(record)
        .filter(ErrorClass.ADDRESS::equals)
        .flatMap(refused -> held.any(DelayRecords.priority(record, clock.instant()), true));
  }

  /**
   * What is known now decides, and not what was known when it was parked; but for the turn of a
   * request whose app has used up its minute.
   */
  private boolean isClosed(ConsumerRecord<byte[], byte[]> record) {
    boolean waitsForTurn =
        DelayRecords.cause(record).filter(ErrorClass.THROTTLED_MINUTE::equals).isPresent()
            && clock.instant().isBefore(DelayRecords.until(record));
    return waitsForTurn || suspension(record).isPresent();
  }

  private Optional<Suspension> suspension(ConsumerRecord<byte[], byte[]> record) {
    return DelayRecords.app(record)
        .flatMap(app -> limiter.suspension(app, DelayRecords.kind(record)))
        .filter(suspension -> !suspension.isShort());
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
    Optional<Integer> elsewhere = elsewhere(record);
    if (!expired && elsewhere.isEmpty() && (isClosed(record) || isStopped(record))) {
      recordRepublisher.pass(delayRecords.again(record), acknowledgment, meter::parkedAgain);
    } else {
      recordRepublisher.pass(
          delayRecords.unparked(record, elsewhere.or(() -> here(record)), clock.instant()),
          acknowledgment,
          () -> meter.relayed(NAME));
    }
  }

  private boolean isStopped(ConsumerRecord<byte[], byte[]> record) {
    return DelayRecords.app(record).filter(known).filter(this::isStopped).isPresent();
  }

  private boolean isStopped(AppId app) {
    return refusal(app).filter(error -> limiter.refused(app, error)).isPresent();
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
