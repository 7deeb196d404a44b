package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Row 11 of the promises: a wrong secret is told soon and clearly, and heals without a restart. */
class SuspendedAppsHealthTest {
  private static final String WRONG = "canary-wrong-secret-0815";

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void namesAnAppWithAWrongSecretUntilItIsMended() {
    ConfigurableApplicationContext worker =
        workerEnvironment.worker(
            "sunpress.apps[0].secret=" + WRONG, "sunpress.worker.probe-interval=500ms");
    SuspendedAppsHealth health = worker.getBean(SuspendedAppsHealth.class);
    assertThat(health.health()).isEqualTo(Health.up().build());
    long asked = System.nanoTime();
    CodeRequest codeRequest = workerEnvironment.ask("pages/wrong", "a=1");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20))
        .until(() -> told(health).contains("40125"));
    System.out.printf(
        "a wrong secret is in health %d ms after the first request%n",
        Duration.ofNanos(System.nanoTime() - asked).toMillis());
    assertThat(told(health))
        .contains(WorkerEnvironment.APP, "closed since")
        .doesNotContain("canary");
    assertThat(health.health().getStatus()).as("others are worked for").isEqualTo(Status.UP);
    workerEnvironment.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, WRONG).withMinuteLimit(1_000_000));
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> told(health).equals("{}"));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.stored(codeRequest).isPresent());
  }

  private static String told(SuspendedAppsHealth health) {
    return health.health().getDetails().toString();
  }
}
