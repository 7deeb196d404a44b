package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.engine.RecordHandler;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.parts.SettableClock;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was put aside when no worker was there for half a day after it. */
class LateRelaysTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration AWAY = Duration.ofHours(12);
  private static final Duration PASS = Duration.ofMinutes(5);
  private static final CodeError BUSY = CodeError.of(ErrorClass.BUSY, "system busy");
  private static final CodeError NO_RIGHT = CodeError.of(ErrorClass.APP, "api unauthorized");

  private final SettableClock clock = new SettableClock();
  private final Instant asked = clock.instant();
  private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RetryingProducer retryingProducer =
      new RetryingProducer(() -> producer, Runnable::run, idle);
  private final DelayRecords delayRecords = new DelayRecords(TOPICS);
  private final RequestExpiry requestExpiry = new RequestExpiry(TOPICS::retention, clock);
  private final DelayMetrics meter = new DelayMetrics(new SimpleMeterRegistry());

  @AfterEach
  void stop() {
    retryingProducer.close();
    idle.shutdownNow();
  }

  @Test
  void aDelayedRequestIsDueAtOnceAndGoesBackAsItWas() {
    RetryDelay retryDelay = new RetryDelay(TOPICS.retries().get(0), MINUTE);
    DelayedRequestHandler relay =
        new DelayedRequestHandler(
            retryDelay, delayRecords, retryingProducer, clock, requestExpiry, meter);
    ConsumerRecord<byte[], byte[]> delayed =
        appended(delayRecords.delayed(origin(), journey().delayed(3), retryDelay, BUSY));
    clock.advance(MINUTE.minusMillis(1));
    assertThat(relay.isDue(delayed)).isFalse();
    clock.advance(AWAY);
    assertThat(relay.isDue(delayed)).isTrue();
    ConsumerRecord<byte[], byte[]> back = relayed(relay, delayed);
    assertThat(back.topic()).as("behind those who wait now").isEqualTo(TOPICS.bulkRequests());
    assertThat(delayRecords.journey(back)).isEqualTo(journey().delayed(3));
    assertThat(requestExpiry.hasPassed(RequestTime.of(back))).isFalse();
  }

  @Test
  void aParkedRequestWhoseAppIsOpenIsDueAtOnceAndGoesBackAsItWas() {
    CallLimiter open = closedApps();
    ParkedRequestHandler relay = parkedRelay(open, Optional.empty());
    Suspension day = new Suspension(APP, BUSY, asked, asked.plus(Duration.ofHours(1)));
    ConsumerRecord<byte[], byte[]> parked =
        appended(delayRecords.parked(origin(), journey().parked(), day));
    clock.advance(AWAY);
    assertThat(relay.isDue(parked)).isTrue();
    ConsumerRecord<byte[], byte[]> back = relayed(relay, parked);
    assertThat(back.topic()).as("behind those who wait now").isEqualTo(TOPICS.bulkRequests());
    assertThat(back.key()).isEqualTo(origin().key());
    assertThat(delayRecords.journey(back)).isEqualTo(journey().parked());
    assertThat(requestExpiry.hasPassed(RequestTime.of(back))).isFalse();
  }

  /** Its passes are counted from when it was written last, so that none is made up for. */
  @Test
  void aParkedRequestWhoseAppIsStoppedStillGoesBehindAllOthersOnceAndRestsForAPassThen() {
    CallLimiter stopped = closedApps();
    ParkedRequestHandler relay = parkedRelay(stopped, Optional.of(NO_RIGHT));
    ConsumerRecord<byte[], byte[]> parked =
        appended(
            delayRecords.parked(
                origin(),
                journey().parked(),
                stopped.refused(CodeCalls.of(APP), false, NO_RIGHT).orElseThrow()));
    clock.advance(AWAY);
    assertThat(relay.isDue(parked)).isTrue();
    ConsumerRecord<byte[], byte[]> again = relayed(relay, parked);
    assertThat(again.topic()).isEqualTo(TOPICS.parked());
    assertThat(RequestTime.of(again)).isEqualTo(asked);
    clock.advance(PASS.minusMillis(1));
    assertThat(relay.isDue(again)).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(relay.isDue(again)).isTrue();
  }

  private DeliveryHeaders journey() {
    return new DeliveryHeaders(asked, Priority.INTERACTIVE, 0, 0, 0);
  }

  private ConsumerRecord<byte[], byte[]> origin() {
    return record(
        new ProducerRecord<>(
            TOPICS.requests(), "a code's id".getBytes(UTF_8), "a request".getBytes(UTF_8)),
        asked);
  }

  /** As the broker keeps what is written now. */
  private ConsumerRecord<byte[], byte[]> appended(ProducerRecord<byte[], byte[]> record) {
    return record(record, clock.instant());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      ProducerRecord<byte[], byte[]> record, Instant appended) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        0,
        appended.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        Optional.empty());
  }

  /** The only record that becomes of one, which is let go of then. */
  private ConsumerRecord<byte[], byte[]> relayed(
      RecordHandler relay, ConsumerRecord<byte[], byte[]> record) {
    OneClaim claim = new OneClaim();
    producer.clear();
    relay.handle(record, claim);
    assertThat(claim.finished).isTrue();
    assertThat(producer.history())
        .filteredOn(said -> !said.topic().equals(TOPICS.apps()))
        .hasSize(1);
    return appended(producer.history().get(producer.history().size() - 1));
  }

  private ParkedRequestHandler parkedRelay(CallLimiter closed, Optional<CodeError> refusal) {
    return new ParkedRequestHandler(
        delayRecords,
        retryingProducer,
        closed,
        new HeldPartitions(),
        APP::equals,
        app -> refusal,
        Runnable::run,
        PASS,
        clock,
        requestExpiry,
        meter);
  }

  private CallLimiter closedApps() {
    Duration hour = Duration.ofHours(1);
    return new CallLimiter(
        new LimiterSettings(Duration.ofSeconds(10), 1, hour, new ProbePause(hour, hour, hour), 1),
        app -> CallLimit.DEFAULT,
        clock::nanos,
        clock,
        TaskTimer.of(idle));
  }

  private static final class OneClaim implements Acknowledgment {
    private boolean finished;

    @Override
    public boolean held() {
      return true;
    }

    @Override
    public boolean isLeaving() {
      return false;
    }

    @Override
    public void nearlyDone() {}

    @Override
    public void finished() {
      finished = true;
    }

    @Override
    public void handBack() {
      throw new AssertionError("nobody else wants it");
    }
  }
}
