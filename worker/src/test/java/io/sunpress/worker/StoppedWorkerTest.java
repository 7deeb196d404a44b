package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker that is stopped (SIGSTOP) with calls to make, and continued when it owns nothing. */
class StoppedWorkerTest {
  private static final Duration LEASE = Duration.ofSeconds(7);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(20);

  private final Parts parts = Parts.shared();
  private final Workshop workshop = new Workshop(parts);
  private final LimitedApp app = new LimitedApp(workshop, 1_200);

  @AfterEach
  void close() {
    parts.sideDoor().restore();
    workshop.close();
  }

  /** It hears nothing of Kafka when it wakes, and so must know by itself. */
  @Test
  void makesNoCallOnItsOldLeaseWhenItWakes(@TempDir Path directory) {
    try (ChildJvm child = worker(directory)) {
      app.ask(200);
      until(() -> app.calls() > 20);
      child.suspend();
      parts.sideDoor().freeze();
      pass(LEASE.plusMillis(500));
      int before = app.calls();
      child.resume();
      pass(Duration.ofSeconds(2));
      assertThat(app.calls()).as("calls since it woke").isEqualTo(before);
      parts.sideDoor().restore();
      until(() -> app.calls() > before + 20);
    }
  }

  @Test
  @Tag("long")
  void spendsNothingThatAnotherHasTakenOver(@TempDir Path directory) {
    try (ChildJvm child = worker(directory);
        QuotaWatch other = new QuotaWatch(List.of(aWorkerBeside(child)))) {
      app.ask(400);
      until(() -> app.calls() > 40);
      child.suspend();
      pass(SESSION);
      until(() -> other.fraction(0) == 1);
      long alone = other.used(0);
      until(() -> other.used(0) > alone + 40);
      child.resume();
      until(() -> other.fraction(0) == 0.5);
      app.ask(100);
      app.awaitAllReady();
      assertThat(app.calls()).as("of both").isGreaterThan((int) other.used(0) + 40);
    }
    double worst = app.worst(WINDOW);
    System.out.printf("StoppedWorkerTest: worst %s %.3f of the limit%n", WINDOW, worst);
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  /** Shares the partitions with the child when this returns. */
  private ConfigurableApplicationContext aWorkerBeside(ChildJvm child) {
    ConfigurableApplicationContext other = app.worker();
    until(() -> child.isAlive() && Workshop.metric(other, "sunpress.quota.fraction") == 0.5);
    return other;
  }

  /** Has partitions when this returns. */
  private ChildJvm worker(Path directory) {
    ChildJvm child =
        JavaCommand.main(WorkerApplication.class)
            .jvmArgs("-Xmx256m")
            .args(
                workshop.arguments(
                    app.settings(
                        "spring.kafka.bootstrap-servers=127.0.0.1:" + parts.sideDoor().port(),
                        "logging.level.io.sunpress.worker.engine=INFO")))
            .start(directory.resolve("worker.log"));
    child.awaitLine(Pattern.compile("Assigned .*requests\\.bulk"), Workshop.PATIENCE);
    return child;
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(Workshop.PATIENCE).until(condition::getAsBoolean);
  }
}
