package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.AppStatus;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.ManualTime;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of an app, where sends are begun in any order. */
class AppStatusPublisherTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final ManualTime time = new ManualTime();
  private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
  private final List<Runnable> sends = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Map<AppId, QuotaUsage> fares = new HashMap<>();
  private final AppStatusPublisher notices =
      new AppStatusPublisher(
          Topics.DEFAULT,
          new RetryingProducer(() -> producer, sends::add, idle),
          time,
          time.clock(),
          () -> fares);

  @AfterEach
  void stop() {
    idle.shutdownNow();
  }

  @Test
  void thatItIsOverIsSaidLastHoweverTheThreadsRun() {
    notices.suspended(closure());
    notices.resumed(APP, Optional.empty());
    while (!sends.isEmpty()) {
      sends.remove(sends.size() - 1).run();
    }
    assertThat(producer.history()).extracting(ProducerRecord::value).hasSize(2).last().isNull();
  }

  @Test
  void nothingIsSaidOfWhatIsOverBeforeItsTurn() {
    notices.suspended(closure());
    notices.suspended(closure());
    notices.resumed(APP, Optional.empty());
    while (!sends.isEmpty()) {
      sends.remove(0).run();
    }
    assertThat(producer.history()).extracting(ProducerRecord::value).hasSize(2).last().isNull();
  }

  /** As many notes as there were news would wait for a broker that is away. */
  @Test
  void whatIsNewsWhileNothingCanBeSaidIsSaidOnceWhenSomethingCan() {
    for (int second = 1; second <= 20; second++) {
      fares.put(APP, new QuotaUsage(new AppStatus.Share(second, 60, 0), Optional.empty()));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(sends).hasSize(1);
    sends.remove(0).run();
    time.advance(Duration.ofSeconds(5));
    assertThat(sends).hasSize(1);
    sends.remove(0).run();
    assertThat(producer.history())
        .last()
        .extracting(record -> new String(record.value(), UTF_8))
        .asString()
        .contains("\"perMinute\":20.0");
  }

  @Test
  void repetitionsAndTakingBackWaitForNothingEither() {
    fares.put(APP, new QuotaUsage(new AppStatus.Share(1, 60, 0), Optional.empty()));
    time.advance(Duration.ofMinutes(5));
    fares.clear();
    time.advance(Duration.ofMinutes(5));
    assertThat(sends).hasSize(1);
    sends.remove(0).run();
    assertThat(sends).as("nothing was queued behind it").isEmpty();
    time.advance(Duration.ofMinutes(5));
    assertThat(sends).hasSize(1);
    sends.remove(0).run();
    assertThat(sends).isEmpty();
    assertThat(producer.history()).extracting(ProducerRecord::value).hasSize(2).last().isNull();
  }

  private Suspension closure() {
    CodeError day = CodeError.of(ErrorClass.THROTTLED_DAY, "daily quota");
    Instant now = time.clock().instant();
    return new Suspension(APP, day, now, now.plusSeconds(60));
  }
}
