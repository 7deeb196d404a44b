package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What a worker leaves behind, told to stop or not asked. */
class StopsAndCrashesTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void aCleanStopFinishesWhatIsInHandAndRedoesNothing() throws Exception {
    ConfigurableApplicationContext first = workerEnvironment.worker("sunpress.worker.in-flight=8");
    workerEnvironment.onlyEvent(workerEnvironment.ask("pages/first", "it=fetches-the-token"));
    workerEnvironment.wechat.holdReplies();
    List<CodeRequest> questions = ask("pages/stop", 20);
    assertThat(workerEnvironment.wechat.calls().awaitInFlight(8, WorkerEnvironment.PATIENCE))
        .isTrue();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(() -> workerEnvironment.stop(first));
    EngineHealth health = first.getBean("engineHealthIndicator", EngineHealth.class);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> health.health().getDetails().toString().contains("DRAINING"));
    workerEnvironment.wechat.releaseReplies();
    stopped.get(60, TimeUnit.SECONDS);
    assertThat(workerEnvironment.callsFor("pages/stop")).isEqualTo(8);
    assertThat(workerEnvironment.events()).hasSize(1 + 8);
    assertThat(workerEnvironment.lag("sunpress-worker", workerEnvironment.topics.requests()))
        .isEqualTo(12);

    workerEnvironment.worker();
    for (CodeRequest codeRequest : questions) {
      assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
          .isEqualTo("ready");
    }
    assertThat(workerEnvironment.callsFor("pages/stop")).as("no call twice").isEqualTo(20);
    assertThat(workerEnvironment.events()).as("no event twice").hasSize(1 + 20);
  }

  @Test
  void aStopDoesNotWaitForWhatRests() throws Exception {
    ConfigurableApplicationContext first = workerEnvironment.worker();
    workerEnvironment.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET).withMinuteLimit(0));
    CodeRequest codeRequest =
        workerEnvironment.question(CodeRequestMessage.of("pages/rests", "r=1"));
    workerEnvironment.ask(codeRequest, Priority.BULK);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> !workerEnvironment.codeCalls().isEmpty());
    CompletableFuture.runAsync(() -> workerEnvironment.stop(first)).get(20, TimeUnit.SECONDS);
    assertThat(workerEnvironment.eventsOf(codeRequest)).isEmpty();
    assertThat(
            workerEnvironment.lag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests()))
        .isEqualTo(1);
  }

  @Test
  void aWorkerKilledInMidCallIsRedoneWithOneResult(@TempDir Path directory) throws Exception {
    List<CodeRequest> before;
    List<CodeRequest> during;
    try (ChildJvm child =
        JavaCommand.main(WorkerApplication.class)
            .jvmArgs("-Xmx256m")
            .args(workerEnvironment.arguments())
            .start(directory.resolve("worker.log"))) {
      before = ask("pages/before", 5);
      before.forEach(workerEnvironment::onlyEvent);
      workerEnvironment.wechat.holdReplies();
      during = ask("pages/during", 10);
      assertThat(workerEnvironment.wechat.calls().awaitInFlight(10, WorkerEnvironment.PATIENCE))
          .isTrue();
      child.kill();
    }
    workerEnvironment.wechat.releaseReplies();
    workerEnvironment.worker();
    for (CodeRequest codeRequest : during) {
      assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
          .isEqualTo("ready");
      assertThat(workerEnvironment.stored(codeRequest)).isPresent();
    }
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    assertThat(workerEnvironment.callsFor("pages/before"))
        .as("what is stored is not redrawn")
        .isEqualTo(5);
    assertThat(workerEnvironment.callsFor("pages/during")).as("one more each").isEqualTo(20);
    for (CodeRequest codeRequest : before) {
      assertThat(workerEnvironment.eventsOf(codeRequest))
          .extracting(event -> event.path("status").asString())
          .containsOnly("ready");
    }
  }

  private List<CodeRequest> ask(String page, int many) {
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      questions.add(workerEnvironment.ask(page, "n=" + i));
    }
    return questions;
  }
}
