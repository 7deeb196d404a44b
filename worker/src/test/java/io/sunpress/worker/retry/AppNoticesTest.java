package io.sunpress.worker.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.topic.Topics;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.announce.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of an app, where sends are begun in any order. */
class AppNoticesTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Runnable> sends = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AppNotices notices =
      new AppNotices(
          Topics.DEFAULT, new Outbox(() -> producer, sends::add, timer), timer, clock, Map::of);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void thatItIsOverIsSaidLastHoweverTheThreadsRun() {
    notices.tell(closure());
    notices.takeBack(APP);
    while (!sends.isEmpty()) {
      sends.remove(sends.size() - 1).run();
    }
    assertThat(producer.history()).extracting(ProducerRecord::value).hasSize(2).last().isNull();
  }

  @Test
  void nothingIsSaidOfWhatIsOverBeforeItsTurn() {
    notices.tell(closure());
    notices.tell(closure());
    notices.takeBack(APP);
    while (!sends.isEmpty()) {
      sends.remove(0).run();
    }
    assertThat(producer.history()).extracting(ProducerRecord::value).hasSize(2).last().isNull();
  }

  private Closure closure() {
    CodeError day = CodeError.of(ErrorClass.THROTTLED_DAY, "daily quota");
    return new Closure(APP, day, clock.instant(), clock.instant().plusSeconds(60));
  }
}
