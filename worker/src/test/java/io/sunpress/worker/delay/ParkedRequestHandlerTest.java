package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.CodeCalls;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When something is to be done with a parked record; its app is closed all the time. */
class ParkedRequestHandlerTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final CodeError NO_RIGHT = CodeError.of(ErrorClass.APP, "api unauthorized");
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration PASS = Duration.ofMinutes(5);
  private static final Duration LIMIT = TOPICS.retention().multipliedBy(80).dividedBy(100);

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final RetryingProducer retryingProducer =
      new RetryingProducer(
          () -> {
            throw new KafkaException("away");
          },
          Runnable::run,
          timer);
  private final DelayRecords delayRecords = new DelayRecords(TOPICS);
  private final CallLimiter closed = closed();
  private final Instant asked = clock.instant();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void aRecordRestsForAPassSinceItWasAppended() {
    ConsumerRecord<byte[], byte[]> record = parkedNow();
    clock.advance(PASS.minusMillis(1));
    assertThat(relay().isDue(record)).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(relay().isDue(record)).isTrue();
  }

  /** However often it went behind all others, it is given up when its time has come. */
  @Test
  void oneWhoseTimeHasComeRestsNoLongerAlthoughItWasParkedAgainAMomentAgo() {
    clock.advance(LIMIT.minusSeconds(1));
    ConsumerRecord<byte[], byte[]> record = parkedNow();
    assertThat(relay().isDue(record)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(relay().isDue(record)).isTrue();
  }

  /** A request of the beginning that is appended now. */
  private ConsumerRecord<byte[], byte[]> parkedNow() {
    ConsumerRecord<byte[], byte[]> origin =
        record(TOPICS.requests(), "a code's id".getBytes(UTF_8), asked, new RecordHeaders());
    ProducerRecord<byte[], byte[]> parked =
        delayRecords.parked(
            origin,
            delayRecords.journey(origin).parked(),
            closed.refused(CodeCalls.of(APP), false, NO_RIGHT).orElseThrow());
    return record(parked.topic(), parked.key(), clock.instant(), parked.headers());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, byte[] key, Instant appended, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        appended.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        new byte[0],
        headers,
        Optional.empty());
  }

  private ParkedRequestHandler relay() {
    return new ParkedRequestHandler(
        delayRecords,
        retryingProducer,
        closed,
        new HeldPartitions(),
        APP::equals,
        app -> Optional.of(NO_RIGHT),
        Runnable::run,
        PASS,
        clock,
        new RequestExpiry(TOPICS::retention, clock),
        new DelayMetrics(new SimpleMeterRegistry()));
  }

  private CallLimiter closed() {
    Duration hour = Duration.ofHours(1);
    return new CallLimiter(
        new LimiterSettings(Duration.ofSeconds(10), 1, hour, new ProbePause(hour, hour, hour), 1),
        app -> CallLimit.DEFAULT,
        clock::nanos,
        clock,
        TaskTimer.of(timer));
  }
}
