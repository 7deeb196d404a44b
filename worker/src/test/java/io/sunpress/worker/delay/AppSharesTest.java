package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.ManualTime;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Duration;
import java.time.Instant;
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
  private static final AppStatus.Share SHARE = new AppStatus.Share(980, 3920, 2);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RetryingProducer retryingProducer =
      new RetryingProducer(() -> producer, Runnable::run, idle);
  private final Map<AppId, QuotaUsage> fares = new HashMap<>();
  private final AppStatusPublisher notices =
      new AppStatusPublisher(Topics.DEFAULT, retryingProducer, time, time.clock(), () -> fares);

  @AfterEach
  void stop() {
    retryingProducer.close();
    idle.shutdownNow();
  }

  /** What a reader of the compacted topic knows. */
  private Map<AppId, AppStatus> told() {
    Map<AppId, AppStatus> told = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      String key = new String(record.key(), UTF_8);
      AppId app = new AppId(key.substring(0, key.indexOf('/')));
      AppStatusCodec.read(key, record.value())
          .ifPresentOrElse(note -> told.put(app, note), () -> told.remove(app));
    }
    return told;
  }

  private Suspension closure(ErrorClass type) {
    Instant now = time.clock().instant();
    return new Suspension(TWO, CodeError.of(type, "why"), now, now.plusSeconds(60));
  }

  private void fares(AppId app, AppStatus.Share share) {
    fares.put(app, new QuotaUsage(share, Optional.empty()));
  }

  private static AppStatus.Share share(double perMinute, int waiting) {
    return new AppStatus.Share(perMinute, 3920, waiting);
  }

  private int notes() {
    return producer.history().size();
  }

  @Test
  void saysWithinASecondWhatMayBeSpentOfAnAppThatIsWorkedForFirst() {
    time.advance(Duration.ofSeconds(10));
    assertThat(notes()).isZero();
    fares(ONE, SHARE);
    time.advance(SECOND);
    assertThat(told()).containsOnlyKeys(ONE);
    assertThat(told().get(ONE).share()).contains(SHARE);
    assertThat(told().get(ONE).stopped()).isEmpty();
    assertThat(told().get(ONE).throttledUntil()).isEmpty();
    assertThat(told().get(ONE).at()).isEqualTo(time.clock().instant());
  }

  @Test
  void saysWhatIsNoNewsEveryHalfMinuteAndNotBetween() {
    fares(ONE, SHARE);
    time.advance(SECOND);
    for (int repetitions = 1; repetitions <= 3; repetitions++) {
      time.advance(Duration.ofSeconds(28));
      fares(ONE, share(980, repetitions));
      assertThat(notes()).isEqualTo(repetitions);
      time.advance(SECOND);
      assertThat(notes()).isEqualTo(repetitions + 1);
      time.advance(SECOND);
      assertThat(notes()).isEqualTo(repetitions + 1);
    }
  }

  @Test
  void saysWithinASecondThatAnAppIsThrottledAndThatItIsOver() {
    fares(ONE, SHARE);
    time.advance(SECOND);
    Instant until = time.clock().instant().plusSeconds(70);
    fares.put(ONE, new QuotaUsage(share(0, 2), Optional.of(until)));
    time.advance(SECOND);
    assertThat(told().get(ONE).throttledUntil()).contains(until);
    fares.put(ONE, new QuotaUsage(share(0, 2), Optional.of(until.plusNanos(1))));
    time.advance(SECOND);
    assertThat(notes()).as("the same throttle").isEqualTo(2);
    fares(ONE, SHARE);
    time.advance(SECOND);
    assertThat(told().get(ONE).throttledUntil()).isEmpty();
    assertThat(notes()).isEqualTo(3);
  }

  @Test
  void saysWithinASecondOfAThrottleThatChangesNoShare() {
    fares(ONE, share(0, 0));
    time.advance(SECOND);
    Instant until = time.clock().instant().plusSeconds(70);
    fares.put(ONE, new QuotaUsage(share(0, 0), Optional.of(until)));
    time.advance(SECOND);
    assertThat(told().get(ONE).throttledUntil()).contains(until);
    fares(ONE, share(0, 0));
    time.advance(SECOND);
    assertThat(told().get(ONE).throttledUntil()).isEmpty();
    assertThat(notes()).isEqualTo(3);
  }

  @Test
  void saysWithinASecondThatNoCallWaitsAnyMoreAndNotHowManyDo() {
    fares(ONE, share(980, 5));
    time.advance(SECOND);
    fares(ONE, share(980, 7));
    time.advance(SECOND);
    assertThat(notes()).isEqualTo(1);
    fares(ONE, share(980, 0));
    time.advance(SECOND);
    assertThat(told().get(ONE).share()).contains(share(980, 0));
    fares(ONE, share(980, 3));
    time.advance(SECOND);
    assertThat(notes()).as("that some wait again is seen at the next repetition").isEqualTo(2);
  }

  @Test
  void whatChangesAllTheTimeIsSaidOnceASecondAndTheLastOfItIsSaid() {
    for (int tenths = 1; tenths <= 100; tenths++) {
      fares(ONE, share(tenths, 0));
      time.advance(Duration.ofMillis(100));
    }
    assertThat(notes()).isEqualTo(10);
    time.advance(SECOND);
    assertThat(told().get(ONE).share()).contains(share(100, 0));
  }

  @Test
  void saysBesidesThatAnAppIsClosedForAsLongAsItIs() {
    fares(ONE, SHARE);
    notices.suspended(closure(ErrorClass.APP));
    time.advance(Duration.ofSeconds(30));
    assertThat(told().get(TWO).stopped()).map(AppStatus.Stopped::errmsg).contains("why");
    assertThat(told().get(ONE).stopped()).isEmpty();
    notices.resumed(TWO, Optional.empty());
    time.advance(Duration.ofSeconds(30));
    assertThat(told()).containsOnlyKeys(ONE);
  }

  @Test
  void ofOneThatOpensAgainItIsSaidWithinASecondWhatMayBeSpent() {
    fares(TWO, SHARE);
    notices.suspended(closure(ErrorClass.APP));
    assertThat(told().get(TWO).stopped()).isPresent();
    assertThat(told().get(TWO).share()).contains(SHARE);
    time.advance(SECOND);
    assertThat(notes()).as("nothing is news").isEqualTo(1);
    notices.resumed(TWO, Optional.empty());
    time.advance(SECOND);
    assertThat(told().get(TWO).stopped()).isEmpty();
    assertThat(told().get(TWO).share()).contains(SHARE);
  }

  @Test
  void takesBackWithinASecondWhatItHasNothingToDoWithAnyMoreAndOnce() {
    fares(ONE, SHARE);
    fares(TWO, SHARE);
    notices.suspended(closure(ErrorClass.APP));
    time.advance(SECOND);
    fares.clear();
    time.advance(SECOND);
    assertThat(told()).as("the other one is closed").containsOnlyKeys(TWO);
    assertThat(told().get(TWO).share()).isEmpty();
    int before = notes();
    time.advance(Duration.ofSeconds(20));
    assertThat(notes()).isEqualTo(before);
    fares(ONE, SHARE);
    time.advance(SECOND);
    assertThat(told().get(ONE).share()).contains(SHARE);
  }

  @Test
  void aUsedUpDayIsAThrottleAndNoStop() {
    Suspension day = closure(ErrorClass.THROTTLED_DAY);
    notices.suspended(day);
    assertThat(told().get(TWO).throttledUntil()).isEqualTo(Optional.of(day.until()));
    assertThat(told().get(TWO).stopped()).isEmpty();
  }

  @Test
  void whoStopsTakesEverythingBackAndSaysNoMore() {
    fares(ONE, SHARE);
    notices.suspended(closure(ErrorClass.APP));
    time.advance(SECOND);
    assertThat(told()).hasSize(2);
    notices.close();
    assertThat(told()).isEmpty();
    fares(ONE, share(1, 0));
    time.advance(Duration.ofMinutes(1));
    assertThat(told()).isEmpty();
  }
}
