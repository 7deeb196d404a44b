package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.code.AppId;
import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestTime;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.worker.limiter.CallLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Apps that WeChat draws nothing for, on real parts; half a minute is a part of a second here. */
class ParkingTest {
  /** Workers don't all come back in the same moment. */
  private static final Duration JITTER = Duration.ofMinutes(1);

  private static final int PASS_MILLIS = 500;

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static final String[] SETTINGS = {
    "sunpress.worker.probe-interval=300ms",
    "sunpress.worker.max-probe-interval=1s",
    "sunpress.worker.parked-rotation-interval=" + PASS_MILLIS + "ms"
  };

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  private ConfigurableApplicationContext worker() {
    return workerEnvironment.worker(SETTINGS);
  }

  @Test
  void aStoppedAppComesBackWhenItsSecretIsMended() {
    secretAtWeChat("another-secret-0817");
    ConfigurableApplicationContext worker = worker();
    CodeRequest codeRequest = workerEnvironment.ask("pages/mended", "m=1");
    ConsumerRecord<byte[], byte[]> asked =
        workerEnvironment.records(workerEnvironment.topics.requests()).get(0);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).contains("delayed"));
    CodeAnswer.Failed answer = workerEnvironment.failure(codeRequest).orElseThrow();
    assertThat(answer.error().errcode().orElseThrow()).isIn(40001, 40125);
    assertThat(answer.askedAt()).isEqualTo(RequestTime.of(asked));
    assertThat(answer.attempts()).isZero();
    ConsumerRecord<byte[], byte[]> parked =
        workerEnvironment.records(workerEnvironment.topics.parked()).get(0);
    assertThat(new String(parked.key(), UTF_8)).isEqualTo(WorkerEnvironment.APP);
    assertThat(parked.value()).isEqualTo(asked.value());
    assertThat(WorkerEnvironment.header(parked, "sunpress-key"))
        .isEqualTo(codeRequest.id().value());
    assertThat(WorkerEnvironment.header(parked, "sunpress-delays")).isEqualTo("0");
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests()))
        .as("not put back yet")
        .hasSize(1);

    secretAtWeChat(WorkerEnvironment.APP_SECRET);
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(codeRequest).contains("ready"));
    assertThat(statuses(codeRequest)).containsExactly("delayed", "ready");
    JsonNode ready = workerEnvironment.eventsOf(codeRequest).get(1);
    assertThat(ready.path("askedAt").asString()).isEqualTo(RequestTime.of(asked).toString());
    assertThat(ready.path("attempts").asInt()).isEqualTo(1);
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests()))
        .last()
        .satisfies(
            back -> {
              assertThat(back.key()).isEqualTo(asked.key());
              assertThat(back.headers().lastHeader("sunpress-key")).isNull();
              assertThat(back.headers().lastHeader("sunpress-until")).isNull();
            });
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.parked", "class", "app"))
        .isEqualTo(1);
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.requeued", "from", "parked"))
        .isEqualTo(1);
  }

  @Test
  void theOthersAreToldThatAnAppIsStoppedAndThatItIsOver() {
    secretAtWeChat("another-secret-0818");
    worker();
    workerEnvironment.ask("pages/told", "t=1");
    AppStatus note = told(said -> said.stopped().isPresent());
    assertThat(note.app()).isEqualTo(new AppId(WorkerEnvironment.APP));
    assertThat(note.stopped().orElseThrow().errcode().orElseThrow()).isIn(40001, 40125);
    assertThat(note.stopped().orElseThrow().since())
        .isBetween(note.at().minusSeconds(5), note.at());
    assertThat(note.throttledUntil()).isEmpty();
    secretAtWeChat(WorkerEnvironment.APP_SECRET);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> notes().stream().anyMatch(r -> r.value() == null));
    assertThat(notes())
        .extracting(record -> new String(record.key(), UTF_8))
        .containsOnly(AppStatusCodec.key(note.app(), note.worker()));
  }

  @Test
  void aUsedUpDayIsWaitedForWithoutAnAttemptAndNobodyIsToldThatItFailed() {
    OffsetClock clock = noon();
    workerEnvironment.worker(clock);
    Instant midnight = nextDay(clock.instant());
    workerEnvironment.wechat.faults().next(new SimulatedFault.DayThrottle(), 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/day", "d=1");
    JsonNode delayed = workerEnvironment.onlyEvent(codeRequest);
    assertThat(delayed.path("status").asString()).isEqualTo("delayed");
    assertThat(delayed.path("error").path("class").asString()).isEqualTo("throttled-day");
    assertThat(delayed.path("attempts").asInt()).isZero();
    Instant until = Instant.parse(delayed.path("until").asString());
    assertThat(until).isBetween(midnight, midnight.plus(JITTER));

    CodeRequest second = workerEnvironment.ask("pages/day", "d=2");
    assertThat(workerEnvironment.onlyEvent(second).path("until").asString())
        .isEqualTo(until.toString());
    assertThat(workerEnvironment.callsFor("pages/day")).as("nothing more is sent").isEqualTo(1);
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    assertThat(workerEnvironment.records(workerEnvironment.topics.parked()))
        .as("none of them is due")
        .hasSize(2)
        .allSatisfy(
            parked -> {
              assertThat(WorkerEnvironment.header(parked, "sunpress-until"))
                  .isEqualTo(until.toString());
              assertThat(WorkerEnvironment.header(parked, "sunpress-delays")).isEqualTo("0");
              assertThat(WorkerEnvironment.header(parked, "sunpress-attempts")).isEqualTo("0");
              assertThat(WorkerEnvironment.header(parked, "sunpress-turns")).isEqualTo("1");
              assertThat(WorkerEnvironment.header(parked, "sunpress-cause"))
                  .startsWith("throttled-day: ");
            });
    AppStatus note = told(said -> said.throttledUntil().isPresent());
    assertThat(note.throttledUntil()).contains(until);
    assertThat(note.stopped()).isEmpty();
    assertThat(workerEnvironment.records(workerEnvironment.topics.answers()))
        .as("nobody is answered")
        .isEmpty();
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  @Test
  void aDayThatIsLiftedByHandCountsAtTheNextLook() {
    workerEnvironment.worker(noon(), SETTINGS);
    workerEnvironment.wechat.faults().next(new SimulatedFault.DayThrottle(), 2);
    CodeRequest codeRequest = workerEnvironment.ask("pages/lifted", "l=1");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(codeRequest).contains("ready"));
    assertThat(statuses(codeRequest)).containsExactly("delayed", "ready");
    assertThat(workerEnvironment.callsFor("pages/lifted"))
        .as("refused, looked at twice, drawn")
        .isEqualTo(4);
  }

  @Test
  void oneAppsParkingDelaysNoOtherNorThoseThatAreParkedBehindIt() {
    secretAtWeChat("another-secret-0819");
    ConfigurableApplicationContext worker = worker();
    List<CodeRequest> stopped =
        IntStream.range(0, 30)
            .mapToObj(i -> workerEnvironment.ask("pages/stopped", "n=" + i))
            .toList();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.records(workerEnvironment.topics.parked()).size() >= 30);
    CodeRequest other = ofOther("o=1");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(other).equals(List.of("ready")));

    workerEnvironment
        .wechat
        .faults()
        .next(
            new SimulatedFault.Api(48001, "api unauthorized"),
            1,
            FaultScope.app(WorkerEnvironment.OTHER_APP));
    CodeRequest behind = ofOther("o=2");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(behind).contains("ready"));
    assertThat(statuses(behind)).containsExactly("delayed", "ready");
    assertThat(workerEnvironment.records(workerEnvironment.topics.parked()))
        .extracting(ConsumerRecord::partition)
        .as("both apps' requests are in one partition")
        .containsOnly(
            workerEnvironment.records(workerEnvironment.topics.parked()).get(0).partition());
    assertThat(stopped).allSatisfy(q -> assertThat(statuses(q)).containsExactly("delayed"));
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.reparked"))
        .as("they made room")
        .isGreaterThanOrEqualTo(30);
    assertThat(stopped).allSatisfy(this::assertWrittenOnceAPass);

    secretAtWeChat(WorkerEnvironment.APP_SECRET);
    for (CodeRequest codeRequest : stopped) {
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .until(() -> statuses(codeRequest).equals(List.of("delayed", "ready")));
    }
  }

  /** The minute is a real one, and not waited for. */
  @Test
  void anAppThatIsThrottledForAMinuteKeepsNoOtherInItsPartitionsWaiting() {
    ConfigurableApplicationContext worker = worker();
    CallLimiter callLimiter = worker.getBean(CallLimiter.class);
    workerEnvironment
        .wechat
        .faults()
        .next(new SimulatedFault.MinuteThrottle(45011), 1, FaultScope.app(WorkerEnvironment.APP));
    workerEnvironment.ask(CodeRequestMessage.of("pages/throttled", "t=0"));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> callLimiter.state(new AppId(WorkerEnvironment.APP)).closed().isPresent());
    long begin = System.nanoTime();
    List<CodeRequest> both =
        IntStream.range(0, 75)
            .mapToObj(n -> n % 3 == 0 ? other("o=" + n) : question("pages/throttled", "t=" + n))
            .toList();
    workerEnvironment.askAll(both, Priority.BULK);
    for (CodeRequest codeRequest : both) {
      if (codeRequest.spec().app().value().equals(WorkerEnvironment.OTHER_APP)) {
        await()
            .atMost(WorkerEnvironment.PATIENCE)
            .until(() -> statuses(codeRequest).contains("ready"));
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("before what was in hand of the throttled app had rested for long enough")
        .isLessThan(Duration.ofSeconds(29));
    assertThat(callLimiter.state(new AppId(WorkerEnvironment.APP)).closed())
        .as("all the time")
        .isPresent();
    assertThat(workerEnvironment.callsFor("pages/throttled")).isEqualTo(1);
    assertThat(
            WorkerEnvironment.metric(worker, "sunpress.worker.parked", "class", "throttled-minute"))
        .as("the one that was refused, and those that made room")
        .isBetween(2.0, 51.0);
  }

  /** At one call a minute, none of them has its turn while this runs. */
  @Test
  void requestsWhoseTurnDoesNotComeGiveTheirPlacesToAnotherApp() {
    ConfigurableApplicationContext worker =
        workerEnvironment.worker(
            "sunpress.apps[0].limit=1",
            "sunpress.worker.in-flight=4",
            "sunpress.worker.in-memory-wait=300ms");
    List<CodeRequest> crowd =
        IntStream.range(0, 8).mapToObj(n -> question("pages/crowd", "c=" + n)).toList();
    workerEnvironment.askAll(crowd, Priority.BULK);
    CodeRequest other = ofOther("o=3");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> crowd.stream().allMatch(q -> statuses(q).contains("delayed")));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(other).equals(List.of("ready")));
    assertThat(crowd)
        .as("the first comes back after as long again, and makes room once more")
        .allSatisfy(q -> assertThat(statuses(q)).containsOnly("delayed"));
    assertThat(
            WorkerEnvironment.metric(worker, "sunpress.worker.parked", "class", "throttled-minute"))
        .isGreaterThanOrEqualTo(crowd.size());
    assertThat(workerEnvironment.callsFor("pages/crowd")).isZero();
  }

  @Test
  void aThrottledMinuteIsWaitedForWithoutAnAttempt() {
    ConfigurableApplicationContext worker =
        workerEnvironment.worker(
            "sunpress.worker.throttle-pause=1s", "sunpress.worker.in-memory-wait=300ms");
    workerEnvironment.wechat.faults().next(new SimulatedFault.MinuteThrottle(45009), 1);
    CodeRequest codeRequest = workerEnvironment.ask(question("pages/minute", "m=1"), Priority.BULK);
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(codeRequest).contains("ready"));
    assertThat(statuses(codeRequest)).containsExactly("delayed", "ready");
    JsonNode delayed = workerEnvironment.eventsOf(codeRequest).get(0);
    assertThat(delayed.path("error").path("class").asString()).isEqualTo("throttled-minute");
    ConsumerRecord<byte[], byte[]> parked =
        workerEnvironment.records(workerEnvironment.topics.parked()).get(0);
    Instant until = Instant.parse(WorkerEnvironment.header(parked, "sunpress-until"));
    assertThat(delayed.path("until").asString()).isEqualTo(until.toString());
    assertThat(workerEnvironment.records(workerEnvironment.topics.bulkRequests()))
        .last()
        .satisfies(
            back -> assertThat(back.timestamp()).isGreaterThanOrEqualTo(until.toEpochMilli()));
    assertThat(workerEnvironment.eventsOf(codeRequest).get(1).path("attempts").asInt())
        .isEqualTo(1);
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.retries")).isZero();
  }

  @Test
  void nothingIsLostNorPutBackTooSoonWhenTheRelayIsAnotherThanTheOneThatParked() {
    secretAtWeChat("another-secret-0820");
    ConfigurableApplicationContext first = worker();
    List<CodeRequest> questions =
        IntStream.range(0, 20)
            .mapToObj(i -> workerEnvironment.ask("pages/moved", "n=" + i))
            .toList();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> questions.stream().allMatch(q -> statuses(q).contains("delayed")));
    workerEnvironment.awaitNoLag("sunpress-worker", workerEnvironment.topics.requests());
    workerEnvironment.stop(first);
    ConfigurableApplicationContext second = worker();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> WorkerEnvironment.metric(second, "sunpress.worker.reparked") >= 20);
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests()))
        .as("none put back")
        .hasSize(20);
    assertThat(questions).allSatisfy(q -> assertThat(statuses(q)).containsExactly("delayed"));
    secretAtWeChat(WorkerEnvironment.APP_SECRET);
    for (CodeRequest codeRequest : questions) {
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .until(() -> statuses(codeRequest).contains("ready"));
    }
    workerEnvironment.awaitNoLag("sunpress-parked", workerEnvironment.topics.parked());
  }

  /** WeChat's next day. */
  private static Instant nextDay(Instant now) {
    return LocalDate.ofInstant(now, SHANGHAI).plusDays(1).atStartOfDay(SHANGHAI).toInstant();
  }

  /** The last noon at WeChat's, so that no day ends while a test runs. */
  private static OffsetClock noon() {
    Instant now = Instant.now();
    Instant today = LocalDate.ofInstant(now, SHANGHAI).atTime(12, 0).atZone(SHANGHAI).toInstant();
    Instant last = today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
    OffsetClock clock = new OffsetClock();
    clock.shift(Duration.between(now, last));
    return clock;
  }

  private void assertWrittenOnceAPass(CodeRequest codeRequest) {
    List<Long> written =
        workerEnvironment.records(workerEnvironment.topics.parked()).stream()
            .filter(
                parked ->
                    WorkerEnvironment.header(parked, "sunpress-key")
                        .equals(codeRequest.id().value()))
            .map(ConsumerRecord::timestamp)
            .toList();
    assertThat(written).hasSizeGreaterThanOrEqualTo(2);
    for (int i = 1; i < written.size(); i++) {
      assertThat(written.get(i) - written.get(i - 1)).isGreaterThanOrEqualTo(PASS_MILLIS);
    }
  }

  private CodeRequest ofOther(String scene) {
    return workerEnvironment.ask(other(scene), Priority.BULK);
  }

  private CodeRequest other(String scene) {
    return workerEnvironment.question(
        CodeRequestMessage.of("pages/other", scene).withApp(WorkerEnvironment.OTHER_APP));
  }

  private CodeRequest question(String page, String scene) {
    return workerEnvironment.question(CodeRequestMessage.of(page, scene));
  }

  private void secretAtWeChat(String secret) {
    workerEnvironment.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, secret).withMinuteLimit(1_000_000));
  }

  /** The first that says so. */
  private AppStatus told(Predicate<AppStatus> what) {
    return await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> allTold().filter(what).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private Stream<AppStatus> allTold() {
    return notes().stream()
        .flatMap(note -> AppStatusCodec.read(new String(note.key(), UTF_8), note.value()).stream());
  }

  private List<ConsumerRecord<byte[], byte[]>> notes() {
    return workerEnvironment.records(workerEnvironment.topics.apps());
  }

  private List<String> statuses(CodeRequest codeRequest) {
    return workerEnvironment.eventsOf(codeRequest).stream()
        .map(e -> e.path("status").asString())
        .toList();
  }
}
