package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.parts.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is stopped (SIGSTOP) with calls to make, and continued when its lease is over. */
class StoppedWorkerTest {
  private static final Duration LEASE = Duration.ofSeconds(7);

  private final LocalServers servers = LocalServers.shared();
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment(servers);
  private final SharedLimitApp app = new SharedLimitApp(workerEnvironment, 1_200);

  @AfterEach
  void close() {
    servers.sideDoor().restore();
    workerEnvironment.close();
  }

  /** It hears nothing of Kafka when it wakes, and so must know by itself. */
  @Test
  void makesNoCallOnItsOldLeaseWhenItWakes(@TempDir Path directory) {
    try (ChildJvm child = app.behind(servers.sideDoor(), directory)) {
      app.ask(200);
      until(() -> app.calls() > 20);
      child.suspend();
      servers.sideDoor().freeze();
      pass(LEASE.plusMillis(500));
      int before = app.calls();
      child.resume();
      pass(Duration.ofSeconds(2));
      assertThat(app.calls()).as("calls since it woke").isEqualTo(before);
      servers.sideDoor().restore();
      until(() -> app.calls() > before + 20);
    }
  }

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(WorkerEnvironment.PATIENCE).until(condition::getAsBoolean);
  }
}
