package io.sunpress.api.web.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestExecutorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RequestExecutor threads = new RequestExecutor(2, 5);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void close() {
    release.countDown();
    threads.close();
  }

  private void holdUp(int count) {
    for (int i = 0; i < count; i++) {
      threads.execute(
          () -> {
            held.incrementAndGet();
            try {
              assertThat(release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            done.incrementAndGet();
          });
    }
  }

  private void awaitHeld(int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(held).hasValue(count));
  }

  private void staysHeld(int count) {
    await()
        .during(Duration.ofMillis(100))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(held).hasValue(count));
  }

  private void serve(int count) {
    CountDownLatch served = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads.execute(served::countDown);
    }
    await().atMost(PATIENCE).until(() -> served.getCount() == 0);
  }

  @Test
  void fewServeWhileRequestsAreShort() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 100; i++) {
      threads.execute(() -> seen.add(Thread.currentThread()));
      serve(1);
      threads.look();
    }
    assertThat(seen).hasSizeBetween(1, 2);
  }

  @Test
  void whoIsHeldUpHoldsUpNobodyElse() {
    holdUp(2);
    awaitHeld(2);
    CountDownLatch served = new CountDownLatch(1);
    threads.execute(served::countDown);
    threads.look();
    await().atMost(PATIENCE).until(() -> served.getCount() == 0);
    assertThat(done).hasValue(0);
  }

  @Test
  void nobodyIsAddedWhileSomethingIsServed() {
    holdUp(1);
    awaitHeld(1);
    serve(3);
    holdUp(3);
    awaitHeld(2);
    threads.look();
    staysHeld(2);
    threads.look();
    awaitHeld(4);
  }

  @Test
  void moreThanTheMostAreNeverHeldUpAndAllAreServedInTheEnd() {
    holdUp(8);
    for (int i = 0; i < 5; i++) {
      threads.look();
    }
    awaitHeld(5);
    threads.look();
    staysHeld(5);
    release.countDown();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(done).hasValue(8));
  }

  @Test
  void looksByItself() {
    threads.watched();
    holdUp(4);
    awaitHeld(4);
  }
}
