package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Question;
import io.sunpress.settings.Prerequisites;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker and a store that go away and come back. */
class PartsAwayTest {
  private final Parts parts = Parts.ofItsOwn();
  private final Workshop workshop = new Workshop(parts);

  @AfterEach
  void close() {
    parts.broker().start();
    parts.s3().start();
    workshop.close();
    parts.close();
  }

  @Test
  void worksOnWhenKafkaAndTheStoreComeBack() throws Exception {
    parts.broker().stop();
    ConfigurableApplicationContext worker = workshop.worker();
    assertThat(worker.getBean(Prerequisites.class).missing()).containsKey("kafka");
    assertThat(worker.getBean("engineHealthIndicator", EngineHealth.class).health().getStatus())
        .isEqualTo(Status.DOWN);
    assertThat(worker.getBean("loopsHealthIndicator", EngineHealth.class).health().getStatus())
        .as("waiting is not death")
        .isEqualTo(Status.UP);
    parts.broker().start();
    await().atMost(Workshop.PATIENCE).until(() -> worker.getBean(Prerequisites.class).ready());
    ready(workshop.ask("pages/kafka", "came=1"));

    parts.broker().restart();
    ready(workshop.ask("pages/kafka", "restarted=1"));

    theStoreGoesAndComes(worker);
  }

  private void theStoreGoesAndComes(ConfigurableApplicationContext worker) throws Exception {
    int calls = workshop.codeCalls().size();
    workshop.wechat.holdReplies();
    List<Question> questions = ask("pages/drawn", 6);
    assertThat(workshop.wechat.calls().awaitInFlight(6, Workshop.PATIENCE)).isTrue();
    parts.s3().stop();
    workshop.wechat.releaseReplies();
    StoreHealth health = worker.getBean(StoreHealth.class);
    await().atMost(Workshop.PATIENCE).until(() -> health.health().getStatus().equals(Status.DOWN));
    questions.addAll(ask("pages/waiting", 6));
    await().atMost(Workshop.PATIENCE).until(() -> workshop.wechat.inFlight() == 0);
    assertThat(workshop.codeCalls()).as("WeChat is left in peace").hasSize(calls + 6);

    parts.s3().start();
    questions.forEach(this::ready);
    assertThat(workshop.codeCalls()).as("none is drawn twice").hasSize(calls + 12);
    assertThat(workshop.deadLetters()).isEmpty();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private List<Question> ask(String page, int many) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      questions.add(workshop.ask(page, "n=" + i));
    }
    return questions;
  }

  private void ready(Question question) {
    assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
  }
}
