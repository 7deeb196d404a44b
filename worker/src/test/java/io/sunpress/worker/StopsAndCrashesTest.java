package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
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
  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void aCleanStopFinishesWhatIsInHandAndRedoesNothing() throws Exception {
    ConfigurableApplicationContext first = workshop.worker("sunpress.worker.in-flight=8");
    workshop.onlyEvent(workshop.ask("pages/first", "it=fetches-the-token"));
    workshop.wechat.holdReplies();
    List<Question> questions = ask("pages/stop", 20);
    assertThat(workshop.wechat.calls().awaitInFlight(8, Workshop.PATIENCE)).isTrue();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> workshop.stop(first));
    EngineHealth health = first.getBean("engineHealthIndicator", EngineHealth.class);
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> health.health().getDetails().toString().contains("DRAINING"));
    workshop.wechat.releaseReplies();
    stopped.get(60, TimeUnit.SECONDS);
    assertThat(workshop.callsFor("pages/stop")).isEqualTo(8);
    assertThat(workshop.events()).hasSize(1 + 8);
    assertThat(workshop.lag("sunpress-worker", workshop.topics.requests())).isEqualTo(12);

    workshop.worker();
    for (Question question : questions) {
      assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
    }
    assertThat(workshop.callsFor("pages/stop")).as("no call twice").isEqualTo(20);
    assertThat(workshop.events()).as("no event twice").hasSize(1 + 20);
  }

  @Test
  void aStopDoesNotWaitForWhatRests() throws Exception {
    ConfigurableApplicationContext first = workshop.worker();
    workshop.wechat.addApp(SimulatedApp.of(Workshop.APP, Workshop.APP_SECRET).withMinuteLimit(0));
    Question question = workshop.question(GenerateCode.of("pages/rests", "r=1"));
    workshop.ask(question, Lane.BULK);
    await().atMost(Workshop.PATIENCE).until(() -> !workshop.codeCalls().isEmpty());
    CompletableFuture.runAsync(() -> workshop.stop(first)).get(20, TimeUnit.SECONDS);
    assertThat(workshop.eventsOf(question)).isEmpty();
    assertThat(workshop.lag("sunpress-worker-bulk", workshop.topics.bulkRequests())).isEqualTo(1);
  }

  @Test
  void aWorkerKilledInMidCallIsRedoneWithOneResult(@TempDir Path directory) throws Exception {
    List<Question> before;
    List<Question> during;
    try (ChildJvm child =
        JavaCommand.main(WorkerApplication.class)
            .jvmArgs("-Xmx256m")
            .args(workshop.arguments())
            .start(directory.resolve("worker.log"))) {
      before = ask("pages/before", 5);
      before.forEach(workshop::onlyEvent);
      workshop.wechat.holdReplies();
      during = ask("pages/during", 10);
      assertThat(workshop.wechat.calls().awaitInFlight(10, Workshop.PATIENCE)).isTrue();
      child.kill();
    }
    workshop.wechat.releaseReplies();
    workshop.worker();
    for (Question question : during) {
      assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
      assertThat(workshop.stored(question)).isPresent();
    }
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
    assertThat(workshop.callsFor("pages/before")).as("what is stored is not redrawn").isEqualTo(5);
    assertThat(workshop.callsFor("pages/during")).as("one more each").isEqualTo(20);
    for (Question question : before) {
      assertThat(workshop.eventsOf(question))
          .extracting(event -> event.path("status").asString())
          .containsOnly("ready");
    }
  }

  private List<Question> ask(String page, int many) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      questions.add(workshop.ask(page, "n=" + i));
    }
    return questions;
  }
}
