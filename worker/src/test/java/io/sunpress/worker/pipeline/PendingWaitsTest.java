package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sunpress.parts.SettableClock;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.pipeline.PendingWait.End;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingWaitsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SettableClock clock = new SettableClock();
  private final PendingWaits waits = new PendingWaits(TaskTimer.of(timer));
  private final AtomicBoolean timedOut = new AtomicBoolean();
  private final OneClaim claim = new OneClaim();

  @AfterEach
  void stop() {
    waits.close();
    timer.shutdownNow();
    threads.shutdownNow();
  }

  private PendingWait wait(Reason reason) {
    Request request =
        new Asked(clock)
            .request(Asked.APP, "n=1", Topics.DEFAULT.requests(), clock.instant(), claim);
    RetryBudget budget = new RetryBudget(LONG, clock::nanos, new Random(1));
    return new PendingWait(new CodeTask(request, budget, false), reason, timedOut::get);
  }

  /** Blocks on a thread of its own; ends as the wait does. */
  private CompletableFuture<Boolean> resting(PendingWait wait) {
    int before = waits.all().size();
    CompletableFuture<Boolean> end =
        CompletableFuture.supplyAsync(() -> waits.rest(wait, LONG), threads);
    await().until(() -> waits.all().size() == before + 1);
    return end;
  }

  private static void assertHandedBack(CompletableFuture<Boolean> end) {
    assertThat(end)
        .failsWithin(SOON)
        .withThrowableThat()
        .havingCause()
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .isInstanceOf(ProcessingSignal.HandBack.class);
  }

  @Test
  void endsInTime() {
    assertThat(waits.rest(wait(Reason.BACKOFF), Duration.ofMillis(10))).isTrue();
    assertThat(waits.all()).isEmpty();
  }

  @Test
  void cancelsWhatIsLeavingAndLetsNothingWaitThatIs() {
    CompletableFuture<Boolean> end = resting(wait(Reason.BACKOFF));
    waits.cancelLeaving();
    assertThat(end).isNotDone();
    claim.leaving = true;
    waits.cancelLeaving();
    assertHandedBack(end);
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> waits.rest(wait(Reason.BACKOFF), LONG));
    assertThat(waits.all()).isEmpty();
  }

  @Test
  void endsWaitsThatHaveTimedOutAndNoOthers() {
    PendingWait wait = wait(Reason.THROTTLED_APP);
    CompletableFuture<Boolean> end = resting(wait);
    waits.timeOut();
    assertThat(end).isNotDone();
    timedOut.set(true);
    waits.timeOut();
    waits.timeOut();
    waits.end(wait, End.DUE);
    waits.close();
    assertThat(end).succeedsWithin(SOON).isEqualTo(false);
  }

  @Test
  void cancelsAllWhoWaitAndAllWhoWantTo() {
    PendingWait woken = wait(Reason.STORE);
    CompletableFuture<Boolean> first = resting(wait(Reason.BACKOFF));
    CompletableFuture<Boolean> second = resting(woken);
    waits.close();
    waits.end(woken, End.DUE);
    assertHandedBack(first);
    assertHandedBack(second);
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> waits.rest(wait(Reason.BACKOFF), Duration.ZERO));
  }

  @Test
  void cancelsWhereTheTimerHasStopped() {
    timer.shutdownNow();
    assertThatExceptionOfType(ProcessingSignal.HandBack.class)
        .isThrownBy(() -> waits.rest(wait(Reason.BACKOFF), Duration.ofMillis(1)));
    assertThat(waits.all()).isEmpty();
  }
}
