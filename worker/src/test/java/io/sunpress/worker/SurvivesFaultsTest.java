package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.Faults;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.CodeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** WeChat at its worst, all at once. */
class SurvivesFaultsTest {
  private static final int CODES = 150;

  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void everyRequestIsAnsweredOnceAndNothingWrongIsStored() {
    long seed = System.nanoTime();
    System.out.println("SurvivesFaultsTest seed " + seed);
    ConfigurableApplicationContext worker =
        workshop.worker(
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.minute-pause=200ms",
            "sunpress.worker.parked-pass=1s",
            "sunpress.worker.retry-delays=100ms,200ms,300ms");
    playEverything(workshop.wechat.faults(), seed);
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      Question question = workshop.question(GenerateCode.of("pages/fault", "n=" + i));
      questions.add(workshop.ask(question, i % 3 == 0 ? Lane.INTERACTIVE : Lane.BULK));
      if (i == CODES / 2) {
        workshop.wechat.faults().next(new Fault.MinuteThrottle(45009), 1);
      }
    }
    await().atMost(Workshop.PATIENCE).until(() -> finals().count() >= CODES);
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
    workshop.awaitNoLag("sunpress-worker-bulk", workshop.topics.bulkRequests());
    Map<String, List<JsonNode>> events =
        finals().collect(Collectors.groupingBy(event -> event.path("requestId").asString()));
    int ready = 0;
    for (Question question : questions) {
      List<JsonNode> own = events.getOrDefault(question.requestId(), List.of());
      assertThat(own).as("seed %d: %s", seed, question.id()).hasSize(1);
      ready += checked(question, own.get(0), seed);
    }
    assertThat(ready).as("seed %d", seed).isGreaterThan(CODES / 2);
    assertThat(workshop.deadLetters()).hasSize((int) metric(worker, "dead.letters"));
    assertThat(metric(worker, "records"))
        .isEqualTo(metric(worker, "requests"))
        .isEqualTo(CODES + metric(worker, "relayed"));
    assertThat(metric(worker, "relayed"))
        .isEqualTo(metric(worker, "retries") + metric(worker, "parked"));
    assertThat(workshop.wechat.inFlight()).isZero();
  }

  private Stream<JsonNode> finals() {
    return workshop.events().stream()
        .filter(event -> !event.path("status").asString().equals("delayed"));
  }

  private int checked(Question question, JsonNode event, long seed) {
    boolean stored = workshop.stored(question).isPresent();
    boolean ready = event.path("status").asString().equals("ready");
    assertThat(stored).as("seed %d: %s", seed, event).isEqualTo(ready);
    if (ready) {
      CodeContent content = CodeReader.read(workshop.picture(question));
      assertThat(content.scene()).isEqualTo(question.spec().scene().orElseThrow().value());
    }
    return ready ? 1 : 0;
  }

  private static double metric(ConfigurableApplicationContext worker, String name) {
    return Workshop.metric(worker, "sunpress.worker." + name);
  }

  /** Each at a share of its own, so that most calls meet one. */
  private static void playEverything(Faults faults, long seed) {
    List<Fault> all =
        List.of(
            new Fault.Busy(),
            new Fault.RevokedToken(),
            new Fault.Api(99_999, "something new"),
            new Fault.ServerError(),
            new Fault.ServerError(503),
            new Fault.Hang(Duration.ofMillis(500)),
            new Fault.SlowDrip(20_000, Duration.ofMillis(20)),
            new Fault.CutAfter(0),
            new Fault.CutAfter(10_000),
            new Fault.Reset(),
            new Fault.WrongLength(7),
            new Fault.WrongLength(-7),
            new Fault.ErrorUnderImageType(),
            new Fault.ImageUnderTextType(),
            new Fault.TruncatedPicture(0.5),
            new Fault.TruncatedPicture(0.99),
            new Fault.EmptyBody(),
            new Fault.NeitherImageNorError(),
            new Fault.HugeBody(3 << 20));
    for (int i = 0; i < all.size(); i++) {
      faults.always(all.get(i), 0.025, seed + i);
    }
    // Two throttled minutes, one at the start and one later: three in a row would be the day's.
    faults.next(new Fault.MinuteThrottle(45011), 1);
    faults.always(new Fault.SameDeadToken(), 0.2, seed - 2);
  }

  @Test
  void aTokenRevokedInMidRunHealsByItself() {
    workshop.worker();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (i % 20 == 10) {
        workshop.wechat.faults().next(new Fault.RevokedToken(), 1);
      }
      questions.add(workshop.ask("pages/revoked", "n=" + i));
    }
    for (Question question : questions) {
      assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
    }
    assertThat(workshop.tokenCalls()).as("one, and one for each revocation").isBetween(2L, 4L);
    assertThat(workshop.deadLetters()).isEmpty();
  }

  /**
   * Whoever asks is told at once, by the failed answer that the doors read; no event calls it
   * final, since the requests wait for the secret to be mended.
   */
  @Test
  void aWrongSecretIsAnsweredAtOnceAndIsNotTriedAgainAndAgain() {
    workshop.worker("sunpress.apps[0].secret=wrong-secret-0815");
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      questions.add(workshop.ask("pages/wrong", "n=" + i));
    }
    for (Question question : questions) {
      JsonNode event = workshop.onlyEvent(question);
      assertThat(event.path("status").asString()).isEqualTo("delayed");
      assertThat(event.path("error").path("class").asString()).isEqualTo("app");
      Answer.Failed answer = workshop.failure(question).orElseThrow();
      assertThat(answer.error().errcode().orElseThrow()).isIn(40001, 40125);
    }
    assertThat(workshop.tokenCalls()).isEqualTo(1);
    assertThat(workshop.codeCalls()).isEmpty();
    assertThat(workshop.deadLetters()).isEmpty();
    assertThat(workshop.records(workshop.topics.parked())).hasSize(20);
  }

  @Test
  void aWorkerWhoseAddressIsRefusedLeavesAndComesBack() {
    ConfigurableApplicationContext worker = workshop.worker("sunpress.worker.address-pause=2s");
    workshop.wechat.faults().next(new Fault.AddressRefused(), 1);
    Question question = workshop.ask("pages/address", "a=1");
    EngineHealth health = worker.getBean("engineHealthIndicator", EngineHealth.class);
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> health.health().getDetails().toString().contains("refuses"));
    assertThat(workshop.eventsOf(question)).as("not the request's fault").isEmpty();
    assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
  }
}
