package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.request.CodeRequest;
import io.sunpress.settings.DependencyMonitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker and a store that go away and come back. */
class PartsAwayTest {
  private final LocalServers servers = LocalServers.forTests();
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment(servers);

  @AfterEach
  void close() {
    servers.broker().start();
    servers.s3().start();
    workerEnvironment.close();
    servers.close();
  }

  @Test
  void worksOnWhenKafkaAndTheStoreComeBack() throws Exception {
    servers.broker().stop();
    ConfigurableApplicationContext worker = workerEnvironment.worker();
    assertThat(worker.getBean(DependencyMonitor.class).missing()).containsKey("kafka");
    assertThat(worker.getBean("engineHealthIndicator", EngineHealth.class).health().getStatus())
        .isEqualTo(Status.DOWN);
    assertThat(worker.getBean("loopsHealthIndicator", EngineHealth.class).health().getStatus())
        .as("waiting is not death")
        .isEqualTo(Status.UP);
    servers.broker().start();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> worker.getBean(DependencyMonitor.class).ready());
    ready(workerEnvironment.ask("pages/kafka", "came=1"));

    servers.broker().restart();
    ready(workerEnvironment.ask("pages/kafka", "restarted=1"));

    theStoreGoesAndComes(worker);
  }

  private void theStoreGoesAndComes(ConfigurableApplicationContext worker) throws Exception {
    int calls = workerEnvironment.codeCalls().size();
    workerEnvironment.wechat.holdReplies();
    List<CodeRequest> questions = ask("pages/drawn", 6);
    assertThat(workerEnvironment.wechat.calls().awaitInFlight(6, WorkerEnvironment.PATIENCE))
        .isTrue();
    servers.s3().stop();
    workerEnvironment.wechat.releaseReplies();
    StoreHealth health = worker.getBean(StoreHealth.class);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> health.health().getStatus().equals(Status.DOWN));
    questions.addAll(ask("pages/waiting", 6));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.wechat.inFlight() == 0);
    assertThat(workerEnvironment.codeCalls()).as("WeChat is left in peace").hasSize(calls + 6);

    servers.s3().start();
    questions.forEach(this::ready);
    assertThat(workerEnvironment.codeCalls()).as("none is drawn twice").hasSize(calls + 12);
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private List<CodeRequest> ask(String page, int many) {
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      questions.add(workerEnvironment.ask(page, "n=" + i));
    }
    return questions;
  }

  private void ready(CodeRequest codeRequest) {
    assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
        .isEqualTo("ready");
  }
}
