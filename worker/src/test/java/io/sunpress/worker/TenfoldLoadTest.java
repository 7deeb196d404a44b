package io.sunpress.worker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ten times the load that the limit allows, on three workers, before a WeChat that counts; now and
 * then WeChat says for a second that a limit is used up, in each of its three ways. With {@code
 * -Dlong.scale} below 1 the minute that an app pauses is shorter, and with it the one in which a
 * twentieth of the limit comes back, and the stretch in which calls are counted.
 */
@Tag("long")
class TenfoldLoadTest {
  private static final int PER_MINUTE = 1_200;

  /** The pace itself is 0.98; a machine that does much else at a time takes its part of it. */
  private static final double AT_LEAST = 0.5;

  private static final Duration BURST = Duration.ofSeconds(1);

  /** Below this scale nobody waits for the full speed. */
  private static final double RECOVERS = 0.1;

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
  private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
  private final Duration minute = Duration.ofMillis((long) (60_000 * Math.min(1, scale)));
  private final Duration pause = longer(minute, Duration.ofSeconds(2));
  private final Duration window = longer(minute, Duration.ofSeconds(10));
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final SharedLimitApp app = new SharedLimitApp(workerEnvironment, PER_MINUTE);
  private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
  private Instant throttled = Instant.EPOCH;

  @AfterEach
  void close() {
    asking.shutdownNow();
    workerEnvironment.close();
  }

  @Test
  void threeWorkersStayWithinTheLimitWhateverIsAskedAndWhateverWeChatSays() {
    System.out.println("TenfoldLoadTest: -Dseed=" + seed + " -Dlong.scale=" + scale);
    workerEnvironment.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET)
            .withMinuteLimit(PER_MINUTE));
    var workers =
        Stream.generate(
                () -> app.worker("sunpress.worker.throttle-pause=" + pause.toMillis() + "ms"))
            .limit(3)
            .toList();
    try (QuotaSampler watch = new QuotaSampler(workers)) {
      until(() -> watch.fraction(0) + watch.fraction(1) + watch.fraction(2) == 1);
      asking.scheduleAtFixedRate(() -> app.ask(1), 0, interval(10), NANOSECONDS);
      until(() -> app.calls() > 0);
      pass(Duration.ofSeconds(2));
      double full = pace(window);
      assertThat(full).as("of the limit").isBetween(AT_LEAST, 1.0);
      double half = afterBurst(new SimulatedFault.MinuteThrottle(45011));
      assertThat(half).as("of the limit, after a throttle").isBetween(AT_LEAST / 2, 0.55);
      int cuts = backToFullSpeed(full) ? 1 : 2;
      double left = afterBurst(new SimulatedFault.MinuteThrottle(45009));
      assertThat(left)
          .as("of the limit, after %d in a row", cuts)
          .isBetween(AT_LEAST / (2 * cuts), cuts == 1 ? 0.55 : 0.35);
      backToFullSpeed(full);
      theDayIsOver();
      assertThat(watch.mostTogether()).as("of the limit, in force at once").isLessThanOrEqualTo(1);
    }
    double worst = app.worst(window);
    System.out.printf("  most calls in any %s: %.3f of the limit, none excluded%n", window, worst);
    assertThat(worst).isLessThanOrEqualTo(most());
    assertThat(refusals()).as("refused because there were too many").allMatch(this::isPlayed);
  }

  /**
   * Of the limit, what a stretch may hold: in a minute no more than all of it. Calls are paced at
   * 98 %, and come at WeChat up to half a second late by their permits and as much by a busy
   * machine: in a shorter stretch that shows.
   */
  private double most() {
    return Math.max(1, 0.98 * (window.toMillis() + 1_000) / window.toMillis());
  }

  /** Calls in the stretch that begins now, of those that the limit allows in it. */
  private double pace(Duration time) {
    double pace = paceIn(time);
    System.out.printf("  throughput %.1f %% of the limit%n", 100 * pace);
    return pace;
  }

  private double paceIn(Duration time) {
    int before = app.calls();
    long begin = System.nanoTime();
    pass(time);
    double minutes = (System.nanoTime() - begin) / 60e9;
    return (app.calls() - before) / (PER_MINUTE * minutes);
  }

  /** The pace after a second in which every call is refused. */
  private double afterBurst(SimulatedFault.MinuteThrottle throttle) {
    int refused = refusals().size();
    workerEnvironment.wechat.faults().always(throttle, 1, seed);
    throttled = Instant.now();
    pass(BURST);
    workerEnvironment.wechat.faults().clear();
    int calls = app.calls();
    until(() -> app.calls() > calls);
    System.out.printf(
        "  %d for %s: %d calls refused, the next call after %d ms%n",
        throttle.errcode(),
        BURST,
        refusals().size() - refused,
        Duration.between(throttled, Instant.now()).toMillis());
    pass(pause.dividedBy(5).plusMillis(500));
    return pace(pause);
  }

  /**
   * Waits until the pace is what it was before the burst, or nearly.
   *
   * @return false where that would take too long at this scale
   */
  private boolean backToFullSpeed(double full) {
    if (scale < RECOVERS) {
      return false;
    }
    await()
        .atMost(pause.multipliedBy(40).plus(WorkerEnvironment.PATIENCE))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> paceIn(LOOK) >= 0.95 * full);
    System.out.printf(
        "  full speed again %d s after the throttle, of which the pause is %d s%n",
        Duration.between(throttled, Instant.now()).toSeconds(), pause.toSeconds());
    return true;
  }

  private void theDayIsOver() {
    int refused = refusals().size();
    workerEnvironment.wechat.faults().always(new SimulatedFault.DayThrottle(), 1, seed);
    until(() -> refusals().size() > refused);
    pass(BURST);
    int calls = app.calls();
    pass(pause.plus(pause.dividedBy(5)).plusSeconds(1));
    System.out.printf("  45009 of the day: %d calls refused%n", refusals().size() - refused);
    assertThat(app.calls()).as("calls once the day is used up").isEqualTo(calls);
  }

  private List<RecordedCall> refusals() {
    return workerEnvironment.codeCalls().stream()
        .filter(recordedCall -> List.of("45009", "45011").contains(recordedCall.outcome().label()))
        .toList();
  }

  private boolean isPlayed(RecordedCall recordedCall) {
    return !recordedCall.fault().isEmpty();
  }

  /** Between two requests, at so many times the limit. */
  private static long interval(int times) {
    return Duration.ofMinutes(1).toNanos() / (PER_MINUTE * times);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
  }

  private static void until(BooleanSupplier condition) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(condition::getAsBoolean);
  }
}
