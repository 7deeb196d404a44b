package io.sunpress.worker.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.RetryingProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka is away here: what is closed and for how long rests on nothing else. */
class SuspendedAppsTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxffffffffffffffff");
  private static final CodeError WRONG_SECRET = CodeError.of(ErrorClass.APP, "invalid appsecret");
  private static final CodeError DAY = CodeError.of(ErrorClass.THROTTLED_DAY, "daily quota");

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Optional<CodeError> refusal = Optional.of(WRONG_SECRET);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private SuspendedApps apps(Duration probeInterval, Duration longest) {
    RetryingProducer retryingProducer =
        new RetryingProducer(
            () -> {
              throw new KafkaException("away");
            },
            Runnable::run,
            timer);
    RetryProperties settings =
        new RetryProperties(
            Duration.ofSeconds(30),
            List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO),
            probeInterval,
            longest,
            Duration.ofMinutes(5));
    return new SuspendedApps(
        settings,
        app -> {
          looks.incrementAndGet();
          return refusal;
        },
        new AppStatusPublisher(
            Topics.DEFAULT, retryingProducer, TaskTimer.of(timer), clock, Map::of),
        Runnable::run,
        timer,
        clock);
  }

  private SuspendedApps patient() {
    return apps(Duration.ofHours(1), Duration.ofHours(1));
  }

  @Test
  void aUsedUpDayEndsAtMidnightInShanghai() {
    SuspendedApps apps = patient();
    Suspension suspension = apps.close(APP, DAY);
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(suspension.until()).isEqualTo(Instant.parse("2026-03-01T16:00:00Z"));
    clock.advance(Duration.ofHours(16).minusMillis(1));
    assertThat(apps.closure(APP)).contains(suspension);
    clock.advance(Duration.ofMillis(1));
    assertThat(apps.closure(APP)).isEmpty();
    assertThat(apps.close(APP, DAY).until()).isEqualTo(Instant.parse("2026-03-02T16:00:00Z"));
  }

  @Test
  void aDayThatTheQuotaKnowsToBeOverEarlierOrLaterIsOverThen() {
    SuspendedApps apps = patient();
    Instant until = clock.instant().plusSeconds(5);
    assertThat(apps.closeUntil(APP, DAY, until).until()).isEqualTo(until);
    clock.advance(Duration.ofSeconds(5));
    assertThat(apps.closure(APP)).isEmpty();
  }

  @Test
  void onlyTheAppItselfIsClosed() {
    SuspendedApps apps = patient();
    apps.close(APP, WRONG_SECRET);
    assertThat(apps.closure(OTHER)).isEmpty();
  }

  @Test
  void theFirstCauseIsKeptButAStopOutlastsADay() {
    SuspendedApps apps = patient();
    Suspension day = apps.close(APP, DAY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(apps.close(APP, DAY)).isEqualTo(day);
    Suspension stop = apps.close(APP, WRONG_SECRET);
    assertThat(stop.isStop()).isTrue();
    assertThat(apps.close(APP, DAY)).isEqualTo(stop);
    clock.advance(Duration.ofDays(2));
    assertThat(apps.closure(APP)).as("time alone mends no secret").contains(stop);
  }

  @Test
  void aStoppedAppIsLookedAtWithGrowingPausesUntilItGetsAToken() {
    SuspendedApps apps = apps(Duration.ofMillis(10), Duration.ofMillis(40));
    Instant now = clock.instant();
    assertThat(apps.close(APP, WRONG_SECRET).until()).isEqualTo(now.plusMillis(10));
    await().until(() -> looks.get() >= 4);
    assertThat(apps.closure(APP).orElseThrow().until()).isEqualTo(now.plusMillis(40));
    assertThat(apps.closure(APP).orElseThrow().since()).isEqualTo(now);
    refusal = Optional.of(CodeError.of(ErrorClass.BUSY, "system error"));
    int before = looks.get();
    await().until(() -> looks.get() > before + 1);
    assertThat(apps.closure(APP)).as("busy says nothing about the app").isPresent();
    refusal = Optional.empty();
    await().until(() -> apps.closure(APP).isEmpty());
    int after = looks.get();
    assertThat(apps.close(APP, WRONG_SECRET).until())
        .as("it has not drawn since: the story goes on")
        .isEqualTo(now.plusMillis(40));
    await().until(() -> looks.get() > after && apps.closure(APP).isEmpty());
    apps.worked(APP);
    assertThat(apps.close(APP, WRONG_SECRET).until()).isEqualTo(now.plusMillis(10));
  }
}
