package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.ActiveFaults;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.SimulatedCodeReader;
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
  private static final List<SimulatedFault> MIXED =
      List.of(
          new SimulatedFault.Busy(),
          new SimulatedFault.RevokedToken(),
          new SimulatedFault.Api(99_999, "something new"),
          new SimulatedFault.ServerError(),
          new SimulatedFault.ServerError(503),
          new SimulatedFault.Hang(Duration.ofMillis(500)),
          new SimulatedFault.SlowDrip(20_000, Duration.ofMillis(20)),
          new SimulatedFault.CutAfter(0),
          new SimulatedFault.CutAfter(10_000),
          new SimulatedFault.CutChunk(0),
          new SimulatedFault.CutChunk(10_000),
          new SimulatedFault.Reset(),
          new SimulatedFault.WrongLength(7),
          new SimulatedFault.WrongLength(-7),
          new SimulatedFault.BrokenGzip(),
          new SimulatedFault.ErrorUnderImageType(),
          new SimulatedFault.ImageUnderTextType(),
          new SimulatedFault.TruncatedPicture(0.5),
          new SimulatedFault.TruncatedPicture(0.99),
          new SimulatedFault.EmptyBody(),
          new SimulatedFault.NeitherImageNorError(),
          new SimulatedFault.HugeBody(3 << 20));

  private static final SimulatedFault AT_TOKENS = new SimulatedFault.SameDeadToken();

  /** Two throttled minutes, one at the start and one later: three in a row would be the day's. */
  private static final SimulatedFault FIRST_MINUTE = new SimulatedFault.MinuteThrottle(45011);

  private static final SimulatedFault LATER_MINUTE = new SimulatedFault.MinuteThrottle(45009);
  private static final SimulatedFault ADDRESS = new SimulatedFault.AddressRefused();
  private static final SimulatedFault DAY = new SimulatedFault.DayThrottle();

  /** Of the width that is asked for: as good a picture as any. */
  private static final SimulatedFault CROSSED = new SimulatedFault.OtherPicture(430);

  private static final int TIMES_CROSSED = 4;

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void noFaultOfTheSimulatorIsForgotten() {
    List<SimulatedFault> played = new ArrayList<>(MIXED);
    played.addAll(List.of(AT_TOKENS, FIRST_MINUTE, LATER_MINUTE, ADDRESS, DAY, CROSSED));
    assertThat(played.stream().<Class<?>>map(SimulatedFault::getClass))
        .containsAll(kinds(SimulatedFault.class).collect(Collectors.toSet()));
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
        workerEnvironment.worker(
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.throttle-pause=200ms",
            "sunpress.worker.address-refused-pause=1s",
            "sunpress.worker.parked-rotation-interval=1s",
            "sunpress.worker.retry-delays=100ms,200ms,300ms");
    List<CodeRequest> questions = new ArrayList<>();
    workerEnvironment.wechat.faults().next(ADDRESS, 1);
    questions.add(workerEnvironment.ask("pages/fault", "first"));
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> finals().count() == 1);
    playEverything(seed);
    List<CodeRequest> others = askOfTheOtherApp();
    askForAll(questions);
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> finals().count() >= CODES);
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    List<CodeRequest> ready = assertAnsweredOnce(questions, seed);
    assertThat(ready).as("seed %d", seed).hasSizeGreaterThan(CODES / 2);
    assertOnlyCrossedRepliesAreWrong(ready, worker, seed);
    assertNumbers(worker, questions.size() + others.size(), waiting(others));
    assertThat(workerEnvironment.eventsOf(questions.get(0)))
        .as("the one whose address was refused")
        .extracting(event -> event.path("status").asString())
        .contains("delayed", "ready");
    assertThat(workerEnvironment.wechat.inFlight()).isZero();
  }

  /**
   * Every record is accounted for.
   *
   * @param waiting of these requests, how many are parked until WeChat's day is over
   */
  private void assertNumbers(ConfigurableApplicationContext worker, int requests, long waiting) {
    assertThat(workerEnvironment.deadLetters()).hasSize((int) metric(worker, "dead.letters"));
    double handedBack = metric(worker, "requests", "outcome", "handed-back");
    assertThat(metric(worker, "records"))
        .isEqualTo(metric(worker, "requests"))
        .isEqualTo(requests + metric(worker, "requeued") + handedBack);
    assertThat(metric(worker, "requeued"))
        .isEqualTo(metric(worker, "retries") + metric(worker, "parked") - waiting);
  }

  private long waiting(List<CodeRequest> others) {
    long waiting =
        others.stream()
            .map(workerEnvironment::onlyEvent)
            .filter(event -> event.path("status").asString().equals("delayed"))
            .count();
    assertThat(waiting).as("no more calls today").isPositive();
    return waiting;
  }

  private void playEverything(long seed) {
    ActiveFaults activeFaults = workerEnvironment.wechat.faults();
    for (int i = 0; i < MIXED.size(); i++) {
      activeFaults.always(MIXED.get(i), 0.02, seed + i, FaultScope.app(WorkerEnvironment.APP));
    }
    activeFaults.always(AT_TOKENS, 0.2, seed - 2, FaultScope.app(WorkerEnvironment.APP));
    activeFaults.next(FIRST_MINUTE, 1, FaultScope.app(WorkerEnvironment.APP));
    activeFaults.next(CROSSED, TIMES_CROSSED, FaultScope.app(WorkerEnvironment.APP));
    activeFaults.next(DAY, 1, FaultScope.app(WorkerEnvironment.OTHER_APP));
  }

  private void askForAll(List<CodeRequest> questions) {
    for (int i = 1; i < CODES; i++) {
      CodeRequest codeRequest =
          workerEnvironment.question(CodeRequestMessage.of("pages/fault", "n=" + i));
      questions.add(
          workerEnvironment.ask(codeRequest, i % 3 == 0 ? Priority.INTERACTIVE : Priority.BULK));
      if (i == CODES / 2) {
        workerEnvironment
            .wechat
            .faults()
            .next(LATER_MINUTE, 1, FaultScope.app(WorkerEnvironment.APP));
      }
    }
  }

  private List<CodeRequest> askOfTheOtherApp() {
    List<CodeRequest> others = new ArrayList<>();
    for (int i = 0; i < OF_THE_OTHER_APP; i++) {
      others.add(
          workerEnvironment.ask(
              CodeRequestMessage.of("pages/day", "o=" + i).withApp(WorkerEnvironment.OTHER_APP)));
    }
    return others;
  }

  private Stream<JsonNode> finals() {
    return workerEnvironment.events().stream()
        .filter(event -> event.path("page").asString().equals("pages/fault"))
        .filter(event -> !event.path("status").asString().equals("delayed"));
  }

  /** Those that are ready. */
  private List<CodeRequest> assertAnsweredOnce(List<CodeRequest> questions, long seed) {
    Map<String, List<JsonNode>> events =
        finals().collect(Collectors.groupingBy(event -> event.path("requestId").asString()));
    List<CodeRequest> all = new ArrayList<>();
    for (CodeRequest codeRequest : questions) {
      List<JsonNode> own = events.getOrDefault(codeRequest.requestId(), List.of());
      assertThat(own).as("seed %d: %s", seed, codeRequest.id()).hasSize(1);
      boolean ready = own.get(0).path("status").asString().equals("ready");
      assertThat(workerEnvironment.stored(codeRequest).isPresent())
          .as("seed %d: %s", seed, own)
          .isEqualTo(ready);
      if (ready) {
        all.add(codeRequest);
      }
    }
    return all;
  }

  /** Nobody can see that a picture is another code's, but that two codes have the same. */
  private void assertOnlyCrossedRepliesAreWrong(
      List<CodeRequest> ready, ConfigurableApplicationContext worker, long seed) {
    Map<String, List<CodeRequest>> bySha =
        ready.stream()
            .collect(
                Collectors.groupingBy(
                    codeRequest ->
                        Picture.of(
                                codeRequest.spec().format(), workerEnvironment.picture(codeRequest))
                            .sha256()));
    List<CodeRequest> wrong = ready.stream().filter(codeRequest -> !isRight(codeRequest)).toList();
    List<CodeRequest> same =
        bySha.values().stream().filter(of -> of.size() > 1).flatMap(List::stream).toList();
    assertThat(wrong)
        .as("seed %d: the worker may have given up waiting for some", seed)
        .hasSizeBetween(2, TIMES_CROSSED)
        .containsExactlyInAnyOrderElementsOf(same);
    assertThat(WorkerEnvironment.metric(worker, "sunpress.pictures.identical"))
        .as("seed %d: alarms", seed)
        .isEqualTo(wrong.size() - 1);
  }

  private boolean isRight(CodeRequest codeRequest) {
    CodeContent content = SimulatedCodeReader.read(workerEnvironment.picture(codeRequest));
    return content.scene().equals(codeRequest.spec().scene().orElseThrow().value());
  }

  private static double metric(ConfigurableApplicationContext worker, String name, String... tags) {
    return WorkerEnvironment.metric(worker, "sunpress.worker." + name, tags);
  }

  @Test
  void aTokenRevokedInMidRunHealsByItself() {
    workerEnvironment.worker();
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (i % 20 == 10) {
        workerEnvironment.wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
      }
      questions.add(workerEnvironment.ask("pages/revoked", "n=" + i));
    }
    for (CodeRequest codeRequest : questions) {
      assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
          .isEqualTo("ready");
    }
    assertThat(workerEnvironment.tokenCalls())
        .as("one, and one for each revocation")
        .isBetween(2L, 4L);
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  /**
   * Whoever asks is told at once, by the failed answer that the doors read; no event calls it
   * final, since the requests wait for the secret to be mended.
   */
  @Test
  void aWrongSecretIsAnsweredAtOnceAndIsNotTriedAgainAndAgain() {
    workerEnvironment.worker("sunpress.apps[0].secret=wrong-secret-0815");
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      questions.add(workerEnvironment.ask("pages/wrong", "n=" + i));
    }
    for (CodeRequest codeRequest : questions) {
      JsonNode event = workerEnvironment.onlyEvent(codeRequest);
      assertThat(event.path("status").asString()).isEqualTo("delayed");
      assertThat(event.path("error").path("class").asString()).isEqualTo("app");
      CodeAnswer.Failed answer = workerEnvironment.failure(codeRequest).orElseThrow();
      assertThat(answer.error().errcode().orElseThrow()).isIn(40001, 40125);
    }
    assertThat(workerEnvironment.tokenCalls()).isEqualTo(1);
    assertThat(workerEnvironment.codeCalls()).isEmpty();
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    assertThat(workerEnvironment.records(workerEnvironment.topics.parked())).hasSize(20);
  }

  @Test
  void aWorkerWhoseAddressEveryAppRefusesLeavesAndComesBack() {
    ConfigurableApplicationContext worker =
        workerEnvironment.worker("sunpress.worker.address-refused-pause=2s");
    workerEnvironment.wechat.faults().always(ADDRESS, 1, 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/address", "a=1");
    EngineHealth health = worker.getBean("engineHealthIndicator", EngineHealth.class);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> health.health().getDetails().toString().contains("refuses"));
    JsonNode delayed = workerEnvironment.onlyEvent(codeRequest);
    assertThat(delayed.path("status").asString()).isEqualTo("delayed");
    assertThat(delayed.path("error").path("errcode").asInt()).isEqualTo(40164);
    workerEnvironment.wechat.faults().clear();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.stored(codeRequest).isPresent());
  }
}
