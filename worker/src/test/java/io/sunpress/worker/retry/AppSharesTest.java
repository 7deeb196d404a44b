package io.sunpress.worker.retry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.AppNote;
import io.sunpress.message.AppNoteCodec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.topic.Topics;
import io.sunpress.worker.SettableClock;
import io.sunpress.worker.announce.Outbox;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of all apps, closed or not, with Kafka's own producer for tests. */
class AppSharesTest {
  private static final AppId ONE = new AppId("wx0123456789abcdef");
  private static final AppId TWO = new AppId("wxffffffffffffffff");
  private static final AppNote.Share SHARE = new AppNote.Share(980, 3920, 2);

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Outbox outbox = new Outbox(() -> producer, Runnable::run, timer);
  private final Map<AppId, AppNote.Share> shares = new HashMap<>();
  private final AppNotices notices =
      new AppNotices(Topics.DEFAULT, outbox, timer, clock, () -> shares);

  @AfterEach
  void stop() {
    outbox.close();
    timer.shutdownNow();
  }

  /** What a reader of the compacted topic knows. */
  private Map<AppId, AppNote> told() {
    Map<AppId, AppNote> told = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      String key = new String(record.key(), UTF_8);
      AppId app = new AppId(key.substring(0, key.indexOf('/')));
      AppNoteCodec.read(key, record.value())
          .ifPresentOrElse(note -> told.put(app, note), () -> told.remove(app));
    }
    return told;
  }

  private Closure closure(ErrorClass type) {
    return new Closure(
        TWO, CodeError.of(type, "why"), clock.instant(), clock.instant().plusSeconds(60));
  }

  @Test
  void saysWhatMayBeSpentOfEachAppThatTheWorkerHasHadToDoWith() {
    notices.sayAll();
    assertThat(producer.history()).isEmpty();
    shares.put(ONE, SHARE);
    notices.sayAll();
    assertThat(told()).containsOnlyKeys(ONE);
    assertThat(told().get(ONE).share()).contains(SHARE);
    assertThat(told().get(ONE).stopped()).isEmpty();
    assertThat(told().get(ONE).throttledUntil()).isEmpty();
  }

  @Test
  void saysBesidesThatAnAppIsClosedForAsLongAsItIs() {
    shares.put(ONE, SHARE);
    notices.tell(closure(ErrorClass.APP));
    notices.sayAll();
    assertThat(told().get(TWO).stopped()).map(AppNote.Stopped::errmsg).contains("why");
    assertThat(told().get(ONE).stopped()).isEmpty();
    notices.takeBack(TWO);
    notices.sayAll();
    assertThat(told()).containsOnlyKeys(ONE);
  }

  @Test
  void aUsedUpDayIsAThrottleAndNoStop() {
    Closure day = closure(ErrorClass.THROTTLED_DAY);
    notices.tell(day);
    assertThat(told().get(TWO).throttledUntil()).isEqualTo(Optional.of(day.until()));
    assertThat(told().get(TWO).stopped()).isEmpty();
  }

  @Test
  void whoStopsTakesEverythingBack() {
    shares.put(ONE, SHARE);
    notices.tell(closure(ErrorClass.APP));
    notices.sayAll();
    assertThat(told()).hasSize(2);
    notices.close();
    assertThat(told()).isEmpty();
  }
}
