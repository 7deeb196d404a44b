package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.parts.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers share an app's limit; one is stopped (SIGSTOP) until the other has its share, and is
 * continued, with plenty to do, where it hears nothing of Kafka for a while.
 */
@Tag("long")
class StoppedWorkerTakeoverTest {
  private static final int PER_MINUTE = 1_200;

  /** How long the one that wakes doesn't hear that it has lost everything. */
  private static final Duration DEAF = Duration.ofSeconds(4);

  /** Far less than its former share of that time, which is 40. */
  private static final int FEW = 5;

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** Calls bunch a little on a busy machine; the pace itself is 0.98. */
  private static final double BUNCHED = 1.05;

  private final LocalServers servers = LocalServers.shared();
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment(servers);
  private final SharedLimitApp app = new SharedLimitApp(workerEnvironment, PER_MINUTE);

  @AfterEach
  void close() {
    servers.sideDoor().restore();
    workerEnvironment.close();
  }

  @Test
  void spendsNothingThatAnotherHasTakenOver(@TempDir Path directory) {
    try (ChildJvm child = app.behind(servers.sideDoor(), directory);
        QuotaSampler other = new QuotaSampler(List.of(app.worker()))) {
      until(() -> other.fraction(0) == 0.5);
      app.ask(450);
      until(() -> app.calls() > 40 && notOf(other) > 10);
      child.suspend();
      until(() -> other.fraction(0) == 1);
      passes(other, WINDOW.minus(DEAF));

      servers.sideDoor().freeze();
      long before = notOf(other);
      child.resume();
      passes(other, DEAF);
      long deaf = notOf(other) - before;
      System.out.printf("StoppedWorkerTakeoverTest: %d calls while deaf%n", deaf);
      assertThat(deaf).as("calls while deaf").isLessThan(FEW);

      servers.sideDoor().restore();
      until(() -> other.fraction(0) == 0.5);
      app.ask(100);
      until(() -> notOf(other) > before + 10);
      app.awaitAllReady();
    }
    double worst = app.worst(WINDOW);
    System.out.printf("StoppedWorkerTakeoverTest: worst %s %.3f of the limit%n", WINDOW, worst);
    assertThat(worst).isLessThanOrEqualTo(BUNCHED);
  }

  /** Calls of the one that is stopped, but for a few that are on their way. */
  private long notOf(QuotaSampler other) {
    return app.calls() - other.used(0);
  }

  /** As long as this one needs for the calls of that time. */
  private static void passes(QuotaSampler other, Duration time) {
    long before = other.used(0);
    until(() -> other.used(0) - before >= time.toSeconds() * PER_MINUTE * 0.98 / 60);
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(WorkerEnvironment.PATIENCE).until(condition::getAsBoolean);
  }
}
