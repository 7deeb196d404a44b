package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A worker that can't reach Kafka any more, but WeChat, and has plenty to do. Its last proof of
 * membership was sent before the cut, and is good for 7 s.
 */
class CutOffWorkerTest {
  private static final Duration LEASE = Duration.ofSeconds(7);

  /** Proofs are sent at least this often. */
  private static final Duration PROOF = Duration.ofMillis(2_500);

  /** A look at the quota comes late on a busy machine. */
  private static final Duration LATE = Duration.ofMillis(500);

  private static final Duration WINDOW = Duration.ofSeconds(20);

  private final LocalServers servers = LocalServers.shared();
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment(servers);
  private final SharedLimitApp app = new SharedLimitApp(workerEnvironment, 1_200);

  @AfterEach
  void close() {
    servers.sideDoor().restore();
    workerEnvironment.close();
  }

  @Test
  void stopsSpendingWhenItsLeaseEnds() {
    ConfigurableApplicationContext cut = cutOffOne();
    try (QuotaSampler watch = new QuotaSampler(List.of(cut))) {
      until(() -> watch.fraction(0) == 1);
      app.ask(250);
      until(() -> watch.used(0) > 20);
      spendsUntilItsLeaseEnds(watch, cut());
    }
  }

  /** One worker is cut off, the other takes everything over, and then they share it again. */
  @Test
  @Tag("long")
  void spendsNothingThatAnotherHasTakenOver() {
    ConfigurableApplicationContext cut = cutOffOne();
    ConfigurableApplicationContext other = app.worker();
    try (QuotaSampler watch = new QuotaSampler(List.of(cut, other))) {
      until(() -> watch.fraction(0) == 0.5 && watch.fraction(1) == 0.5);
      app.ask(330);
      until(() -> watch.used(0) > 20);
      spendsUntilItsLeaseEnds(watch, cut());
      until(() -> watch.fraction(1) == 1);
      long alone = watch.used(1);
      until(() -> watch.used(1) > alone + 20);

      servers.sideDoor().restore();
      until(() -> watch.fraction(0) == 0.5);
      long before = watch.used(0);
      app.ask(60);
      until(() -> watch.used(0) > before);
      app.awaitAllReady();
      assertThat(watch.mostTogether()).as("of the limit, in force at once").isLessThanOrEqualTo(1);
    }
    double worst = app.worst(WINDOW);
    System.out.printf("CutOffWorkerTest: worst %s %.3f of the limit%n", WINDOW, worst);
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  private static void spendsUntilItsLeaseEnds(QuotaSampler watch, long since) {
    until(() -> watch.fraction(0) == 0);
    long used = watch.used(0);
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    assertThat(watch.used(0)).as("without a lease").isEqualTo(used);
    assertThat(watch.lastCallAfter(since, 0)).isBetween(LEASE.minus(PROOF), LEASE.plus(LATE));
  }

  private long cut() {
    servers.sideDoor().freeze();
    return System.nanoTime();
  }

  private ConfigurableApplicationContext cutOffOne() {
    return app.worker("spring.kafka.bootstrap-servers=127.0.0.1:" + servers.sideDoor().port());
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(WorkerEnvironment.PATIENCE).until(condition::getAsBoolean);
  }
}
