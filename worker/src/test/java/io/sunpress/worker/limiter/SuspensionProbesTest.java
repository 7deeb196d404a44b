package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka is away here: what is closed and for how long rests on nothing else. */
class SuspensionProbesTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final CodeCall CALL = CodeCalls.of(APP);
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

  private CallLimiter apps(Duration probePause, Duration longest) {
    CallLimiter apps =
        new CallLimiter(
            new LimiterSettings(
                Duration.ofSeconds(10),
                10,
                Duration.ofMinutes(1),
                new ProbePause(probePause, longest, longest),
                1),
            app -> CallLimit.DEFAULT,
            System::nanoTime,
            clock,
            TaskTimer.of(timer));
    new SuspensionProbes(
        apps,
        suspension -> {
          looks.incrementAndGet();
          return refusal;
        },
        Runnable::run,
        TaskTimer.of(timer),
        clock,
        Duration.ofMinutes(5));
    return apps;
  }

  private CallLimiter patient() {
    return apps(Duration.ofHours(1), Duration.ofHours(1));
  }

  @Test
  void aUsedUpDayEndsShortlyAfterMidnightInShanghai() {
    CallLimiter apps = patient();
    Suspension suspension = apps.refused(CALL, false, DAY).orElseThrow();
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    Instant midnight = Instant.parse("2026-03-01T16:00:00Z");
    assertThat(suspension.until()).isBetween(midnight, midnight.plusSeconds(6));
    clock.advance(Duration.ofHours(16));
    assertThat(apps.suspension(APP)).contains(suspension);
    clock.advance(Duration.ofSeconds(6));
    assertThat(apps.suspension(APP)).isEmpty();
    clock.advance(Duration.ofHours(1));
    assertThat(apps.refused(CALL, false, DAY).orElseThrow().until())
        .isAfter(Instant.parse("2026-03-02T16:00:00Z"));
  }

  @Test
  void onlyTheAppItselfIsClosed() {
    CallLimiter apps = patient();
    apps.refused(CALL, false, WRONG_SECRET).orElseThrow();
    assertThat(apps.suspension(OTHER)).isEmpty();
  }

  @Test
  void theFirstCauseIsKeptButAStopOutlastsADay() {
    CallLimiter apps = patient();
    Suspension day = apps.refused(CALL, false, DAY).orElseThrow();
    clock.advance(Duration.ofMinutes(1));
    assertThat(apps.refused(CALL, false, DAY).orElseThrow()).isEqualTo(day);
    Suspension stop = apps.refused(CALL, false, WRONG_SECRET).orElseThrow();
    assertThat(stop.isStop()).isTrue();
    assertThat(apps.refused(CALL, false, DAY).orElseThrow()).isEqualTo(stop);
    clock.advance(Duration.ofDays(2));
    assertThat(apps.suspension(APP)).as("time alone mends no secret").contains(stop);
  }

  @Test
  void aStoppedAppIsLookedAtWithGrowingPausesUntilItGetsAToken() {
    CallLimiter apps = apps(Duration.ofMillis(10), Duration.ofMillis(40));
    Instant now = clock.instant();
    assertThat(apps.refused(CALL, false, WRONG_SECRET).orElseThrow().until())
        .isEqualTo(now.plusMillis(10));
    await().until(() -> looks.get() >= 4);
    assertThat(apps.suspension(APP).orElseThrow().until()).isEqualTo(now.plusMillis(40));
    assertThat(apps.suspension(APP).orElseThrow().since()).isEqualTo(now);
    refusal = Optional.of(CodeError.of(ErrorClass.BUSY, "system error"));
    int before = looks.get();
    await().until(() -> looks.get() > before + 1);
    assertThat(apps.suspension(APP)).as("busy says nothing about the app").isPresent();
    refusal = Optional.empty();
    await().until(() -> apps.suspension(APP).isEmpty());
    int after = looks.get();
    assertThat(apps.refused(CALL, false, WRONG_SECRET).orElseThrow().until())
        .as("it has not drawn since: the story goes on")
        .isEqualTo(now.plusMillis(40));
    await().until(() -> looks.get() > after && apps.suspension(APP).isEmpty());
    apps.drawn(CALL);
    assertThat(apps.refused(CALL, false, WRONG_SECRET).orElseThrow().until())
        .isEqualTo(now.plusMillis(10));
  }
}
