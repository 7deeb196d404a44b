package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.Faults;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.CodeReader;
import io.sunpress.storage.Picture;
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
  private static final int OF_THE_OTHER_APP = 3;

  /** Each at a share of its own, so that about every other call meets one. */
  private static final List<Fault> MIXED =
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
          new Fault.CutChunk(0),
          new Fault.CutChunk(10_000),
          new Fault.Reset(),
          new Fault.WrongLength(7),
          new Fault.WrongLength(-7),
          new Fault.BrokenGzip(),
          new Fault.ErrorUnderImageType(),
          new Fault.ImageUnderTextType(),
          new Fault.OtherPicture(300),
          new Fault.TruncatedPicture(0.5),
          new Fault.TruncatedPicture(0.99),
          new Fault.EmptyBody(),
          new Fault.NeitherImageNorError(),
          new Fault.HugeBody(3 << 20));

  private static final Fault AT_TOKENS = new Fault.SameDeadToken();

  /** Two throttled minutes, one at the start and one later: three in a row would be the day's. */
  private static final Fault FIRST_MINUTE = new Fault.MinuteThrottle(45011);

  private static final Fault LATER_MINUTE = new Fault.MinuteThrottle(45009);
  private static final Fault ADDRESS = new Fault.AddressRefused();
  private static final Fault DAY = new Fault.DayThrottle();

  /** Of the width that is asked for: as good a picture as any. */
  private static final Fault CROSSED = new Fault.OtherPicture(430);

  private static final int TIMES_CROSSED = 4;

  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void noFaultOfTheSimulatorIsForgotten() {
    List<Fault> played = new ArrayList<>(MIXED);
    played.addAll(List.of(AT_TOKENS, FIRST_MINUTE, LATER_MINUTE, ADDRESS, DAY, CROSSED));
    assertThat(played.stream().<Class<?>>map(Fault::getClass))
        .containsAll(kinds(Fault.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SurvivesFaultsTest::kinds)
        : Stream.of(type);
  }

  @Test
  void everyRequestIsAnsweredOnceAndNothingWrongIsStoredWhereThatCanBeKnown() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("SurvivesFaultsTest seed " + seed);
    ConfigurableApplicationContext worker =
        workshop.worker(
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.minute-pause=200ms",
            "sunpress.worker.address-pause=1s",
            "sunpress.worker.parked-pass=1s",
            "sunpress.worker.retry-delays=100ms,200ms,300ms");
    List<Question> questions = new ArrayList<>();
    workshop.wechat.faults().next(ADDRESS, 1);
    questions.add(workshop.ask("pages/fault", "first"));
    await().atMost(Workshop.PATIENCE).until(() -> finals().count() == 1);
    playEverything(seed);
    List<Question> others = askOfTheOtherApp();
    askForAll(questions);
    await().atMost(Workshop.PATIENCE).until(() -> finals().count() >= CODES);
    workshop.awaitNoLag("sunpress-worker", workshop.topics.requests());
    workshop.awaitNoLag("sunpress-worker-bulk", workshop.topics.bulkRequests());
    List<Question> ready = assertAnsweredOnce(questions, seed);
    assertThat(ready).as("seed %d", seed).hasSizeGreaterThan(CODES / 2);
    assertOnlyCrossedRepliesAreWrong(ready, worker, seed);
    assertNumbers(worker, questions.size() + others.size(), waiting(others));
    assertThat(workshop.wechat.inFlight()).isZero();
  }

  /**
   * Every record is accounted for.
   *
   * @param waiting of these requests, how many are parked until WeChat's day is over
   */
  private void assertNumbers(ConfigurableApplicationContext worker, int requests, long waiting) {
    assertThat(workshop.deadLetters()).hasSize((int) metric(worker, "dead.letters"));
    double handedBack = metric(worker, "requests", "outcome", "handed-back");
    assertThat(metric(worker, "records"))
        .isEqualTo(metric(worker, "requests"))
        .isEqualTo(requests + metric(worker, "relayed") + handedBack);
    assertThat(metric(worker, "relayed"))
        .isEqualTo(metric(worker, "retries") + metric(worker, "parked") - waiting);
    assertThat(handedBack).as("the one whose address was refused").isGreaterThanOrEqualTo(1);
  }

  private long waiting(List<Question> others) {
    long waiting =
        others.stream()
            .map(workshop::onlyEvent)
            .filter(event -> event.path("status").asString().equals("delayed"))
            .count();
    assertThat(waiting).as("no more calls today").isPositive();
    return waiting;
  }

  private void playEverything(long seed) {
    Faults faults = workshop.wechat.faults();
    for (int i = 0; i < MIXED.size(); i++) {
      faults.always(MIXED.get(i), 0.02, seed + i, FaultScope.app(Workshop.APP));
    }
    faults.always(AT_TOKENS, 0.2, seed - 2, FaultScope.app(Workshop.APP));
    faults.next(FIRST_MINUTE, 1, FaultScope.app(Workshop.APP));
    faults.next(CROSSED, TIMES_CROSSED, FaultScope.app(Workshop.APP));
    faults.next(DAY, 1, FaultScope.app(Workshop.OTHER_APP));
  }

  private void askForAll(List<Question> questions) {
    for (int i = 1; i < CODES; i++) {
      Question question = workshop.question(GenerateCode.of("pages/fault", "n=" + i));
      questions.add(workshop.ask(question, i % 3 == 0 ? Lane.INTERACTIVE : Lane.BULK));
      if (i == CODES / 2) {
        workshop.wechat.faults().next(LATER_MINUTE, 1, FaultScope.app(Workshop.APP));
      }
    }
  }

  private List<Question> askOfTheOtherApp() {
    List<Question> others = new ArrayList<>();
    for (int i = 0; i < OF_THE_OTHER_APP; i++) {
      others.add(workshop.ask(GenerateCode.of("pages/day", "o=" + i).withApp(Workshop.OTHER_APP)));
    }
    return others;
  }

  private Stream<JsonNode> finals() {
    return workshop.events().stream()
        .filter(event -> event.path("page").asString().equals("pages/fault"))
        .filter(event -> !event.path("status").asString().equals("delayed"));
  }

  /** Those that are ready. */
  private List<Question> assertAnsweredOnce(List<Question> questions, long seed) {
    Map<String, List<JsonNode>> events =
        finals().collect(Collectors.groupingBy(event -> event.path("requestId").asString()));
    List<Question> all = new ArrayList<>();
    for (Question question : questions) {
      List<JsonNode> own = events.getOrDefault(question.requestId(), List.of());
      assertThat(own).as("seed %d: %s", seed, question.id()).hasSize(1);
      boolean ready = own.get(0).path("status").asString().equals("ready");
      assertThat(workshop.stored(question).isPresent())
          .as("seed %d: %s", seed, own)
          .isEqualTo(ready);
      if (ready) {
        all.add(question);
      }
    }
    return all;
  }

  /** Nobody can see that a picture is another code's, but that two codes have the same. */
  private void assertOnlyCrossedRepliesAreWrong(
      List<Question> ready, ConfigurableApplicationContext worker, long seed) {
    Map<String, List<Question>> bySha =
        ready.stream()
            .collect(
                Collectors.groupingBy(
                    question ->
                        Picture.of(question.spec().format(), workshop.picture(question)).sha256()));
    List<Question> wrong = ready.stream().filter(question -> !isRight(question)).toList();
    List<Question> same =
        bySha.values().stream().filter(of -> of.size() > 1).flatMap(List::stream).toList();
    assertThat(wrong)
        .as("seed %d: the worker may have given up waiting for some", seed)
        .hasSizeBetween(2, TIMES_CROSSED)
        .containsExactlyInAnyOrderElementsOf(same);
    assertThat(Workshop.metric(worker, "sunpress.pictures.crossed"))
        .as("seed %d: alarms", seed)
        .isEqualTo(wrong.size() - 1);
  }

  private boolean isRight(Question question) {
    CodeContent content = CodeReader.read(workshop.picture(question));
    return content.scene().equals(question.spec().scene().orElseThrow().value());
  }

  private static double metric(ConfigurableApplicationContext worker, String name, String... tags) {
    return Workshop.metric(worker, "sunpress.worker." + name, tags);
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
