package io.sunpress.worker.limiter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads and a real timer: nobody waits for ever, nothing is counted twice. */
class AdmissionThreadsTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final int THREADS = 4;
  private static final int CALLS = 1_000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
  private final CallLimiter callLimiter =
      new CallLimiter(
          new LimiterSettings(
              Duration.ofSeconds(60),
              THREADS * CALLS,
              Duration.ofMinutes(1),
              new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              1),
          app -> new CallLimit(1_000_000),
          System::nanoTime,
          Clock.systemUTC(),
          TaskTimer.of(timer));

  @AfterEach
  void stop() {
    threads.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void answersEveryCallWhileOwnershipMoves() throws Exception {
    own(new Share(24, 24));
    AtomicInteger used = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(THREADS * CALLS);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Priority priority = i % 2 == 0 ? Priority.BULK : Priority.INTERACTIVE;
      work.add(threads.submit(() -> call(priority, used, left)));
    }
    Future<?> moves = threads.submit(() -> moveUntil(left));
    for (Future<?> done : work) {
      done.get(30, SECONDS);
    }
    assertThat(left.await(30, SECONDS)).isTrue();
    moves.get(10, SECONDS);
    AppLimiterState state = callLimiter.state().apps().get(0);
    PermitCounts permits = state.permits();
    assertThat(permits.given()).isEqualTo(THREADS * CALLS);
    assertThat(permits.used()).isEqualTo(used.get());
    assertThat(permits.used() + permits.givenBack() + permits.lapsed()).isEqualTo(permits.given());
    assertThat(state.waiting())
        .containsEntry(Priority.BULK, 0)
        .containsEntry(Priority.INTERACTIVE, 0);
  }

  private void call(Priority priority, AtomicInteger used, CountDownLatch left) {
    for (int i = 0; i < CALLS; i++) {
      boolean backOff = i % 7 == 0;
      CompletableFuture<PermitResult> answer = callLimiter.admit(CodeCalls.of(APP), priority);
      answer.thenAccept(
          decision -> {
            Permit permit = (Permit) decision;
            if (backOff) {
              permit.giveBack();
            } else if (permit.use()) {
              used.incrementAndGet();
            }
            left.countDown();
          });
    }
  }

  private void moveUntil(CountDownLatch left) {
    for (int i = 0; left.getCount() > 0 && !Thread.currentThread().isInterrupted(); i++) {
      Share share = new Share(12 + i % 2 * 12, 24);
      for (Priority priority : Priority.values()) {
        if (i % 2 == 0) {
          callLimiter.onRevoking(priority, share);
        } else {
          callLimiter.onAssigned(priority, share);
        }
      }
      Thread.onSpinWait();
      leaseRenewed();
    }
    own(new Share(24, 24));
  }

  private void own(Share share) {
    for (Priority priority : Priority.values()) {
      callLimiter.onAssigned(priority, share);
    }
    leaseRenewed();
  }

  private void leaseRenewed() {
    for (Priority priority : Priority.values()) {
      callLimiter.leaseRenewed(priority, callLimiter.commitStarts());
    }
  }
}
