package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.worker.quota.Timer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingWaitsTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final PendingWaits waits = new PendingWaits(Timer.of(timer));
  private final AtomicInteger wentOn = new AtomicInteger();
  private final AtomicInteger calledOff = new AtomicInteger();
  private final AtomicInteger gaveUp = new AtomicInteger();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private PendingWaits.Waiter waiter() {
    return new PendingWaits.Waiter() {
      @Override
      public void goOn() {
        wentOn.incrementAndGet();
      }

      @Override
      public void callOff() {
        calledOff.incrementAndGet();
      }

      @Override
      public boolean isLeaving() {
        return leaving.get();
      }

      @Override
      public boolean isOver() {
        return over.get();
      }

      @Override
      public void giveUp() {
        gaveUp.incrementAndGet();
      }
    };
  }

  @Test
  void wakesInTime() {
    waits.rest(Duration.ofMillis(10), waiter());
    await().untilAtomic(wentOn, org.hamcrest.Matchers.is(1));
    waits.end();
    assertThat(calledOff).hasValue(0);
  }

  @Test
  void callsOffWhatIsLeavingAndLetsNothingWaitThatIs() {
    assertThat(waits.add(waiter())).isTrue();
    waits.callOffLeaving();
    assertThat(calledOff).hasValue(0);
    leaving.set(true);
    waits.callOffLeaving();
    assertThat(calledOff).hasValue(1);
    waits.callOffLeaving();
    assertThat(waits.add(waiter())).isFalse();
    assertThat(calledOff).hasValue(2);
    assertThat(wentOn).hasValue(0);
  }

  @Test
  void endsWaitsThatAreOverAndNoOthers() {
    PendingWaits.Waiter waiter = waiter();
    waits.rest(Duration.ofHours(1), waiter);
    waits.giveUpOver();
    assertThat(gaveUp).hasValue(0);
    over.set(true);
    waits.giveUpOver();
    waits.giveUpOver();
    waits.wake(waiter);
    waits.giveUp(waiter);
    waits.end();
    assertThat(gaveUp).hasValue(1);
    assertThat(wentOn.get() + calledOff.get()).isZero();
  }

  @Test
  void callsOffAllThatRestAndAllThatWantTo() {
    waits.rest(Duration.ofHours(1), waiter());
    PendingWaits.Waiter woken = waiter();
    assertThat(waits.add(woken)).isTrue();
    waits.end();
    assertThat(calledOff).hasValue(2);
    waits.rest(Duration.ZERO, waiter());
    assertThat(waits.add(waiter())).isFalse();
    waits.wake(woken);
    assertThat(calledOff).hasValue(4);
    assertThat(wentOn).hasValue(0);
  }

  @Test
  void callsOffWhereTheTimerHasStopped() {
    timer.shutdownNow();
    waits.rest(Duration.ofMillis(1), waiter());
    assertThat(calledOff).hasValue(1);
  }
}
