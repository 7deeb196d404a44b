package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WeChat refuses one of two apps, for one cause after the other: none of its requests dies. */
class RefusedAppsTest {
  private static final FaultScope APP = FaultScope.app(WorkerEnvironment.APP);
  private static final String[] SETTINGS = {
    "sunpress.worker.in-memory-wait=300ms",
    "sunpress.worker.retry-delays=100ms,100ms,100ms",
    "sunpress.worker.probe-interval=300ms",
    "sunpress.worker.max-probe-interval=1s",
    "sunpress.worker.address-refused-pause=1s",
    "sunpress.worker.parked-rotation-interval=500ms"
  };

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void anAppThatRefusesTheAddressIsParkedWithItsReasonAndTheOtherGoesOn() {
    var worker = workerEnvironment.worker(SETTINGS);
    workerEnvironment.wechat.faults().always(new SimulatedFault.AddressRefused(), 1, 1, APP);
    List<CodeRequest> refused = ask(20, "address");
    for (CodeRequest codeRequest : refused) {
      awaitStatus(codeRequest, "delayed");
      assertThat(workerEnvironment.eventsOf(codeRequest).get(0).path("error").path("class"))
          .hasToString("\"address\"");
    }
    assertThat(stopped()).map(AppStatus.Stopped::errcode).get().hasToString("OptionalInt[40164]");
    awaitStatus(ofOther("o=1"), "ready");
    assertThat(worker.getBean("engineHealthIndicator", EngineHealth.class).health().toString())
        .as("it stays in its groups")
        .doesNotContain("refuses");
    workerEnvironment.wechat.faults().clear();
    refused.forEach(codeRequest -> awaitStatus(codeRequest, "ready"));
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  @Test
  void anotherWorkerWithAnotherAddressTakesWhatOneMayNotCallFor() {
    try (WeChatSimulator elsewhere = WeChatSimulator.start(SimulatorSettings.defaults())) {
      elsewhere.addApp(app(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET));
      elsewhere.addApp(app(WorkerEnvironment.OTHER_APP, WorkerEnvironment.OTHER_SECRET));
      workerEnvironment.worker();
      workerEnvironment.worker("sunpress.wechat.url=" + elsewhere.baseUrl());
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .until(() -> workerEnvironment.membersWithPartitions("sunpress-worker") == 2);
      workerEnvironment.wechat.faults().always(new SimulatedFault.AddressRefused(), 1, 1, APP);
      ask(20, "moved").forEach(codeRequest -> awaitStatus(codeRequest, "ready"));
      assertThat(workerEnvironment.callsFor("pages/moved")).isZero();
    }
  }

  private static SimulatedApp app(String id, String secret) {
    return SimulatedApp.of(id, secret).withMinuteLimit(1_000_000);
  }

  @Test
  void anAppWithoutTheRightToOneKindGoesOnWithTheOthers() {
    workerEnvironment.worker(SETTINGS);
    workerEnvironment
        .wechat
        .faults()
        .always(
            new SimulatedFault.Api(48001, "api unauthorized"),
            1,
            1,
            new FaultScope(Optional.of(WorkerEnvironment.APP), Set.of(CallKind.LIMITED)));
    CodeRequest limited =
        workerEnvironment.ask(
            new CodeRequestMessage(
                null,
                "limited",
                "pages/kind",
                "k=1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    awaitStatus(limited, "delayed");
    ask(3, "kind").forEach(codeRequest -> awaitStatus(codeRequest, "ready"));
    workerEnvironment.wechat.faults().clear();
    awaitStatus(limited, "ready");
  }

  @Test
  void anUnknownErrcodeThatManyRequestsGetStopsTheAppAndKillsNone() {
    workerEnvironment.worker(
        "sunpress.worker.probe-interval=300ms",
        "sunpress.worker.max-probe-interval=1s",
        "sunpress.worker.parked-rotation-interval=500ms",
        "sunpress.worker.retry-delays=2s,2s,2s");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Api(98765, "odd"), 1, 1, APP);
    List<CodeRequest> odd = ask(40, "odd");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> stopped().isPresent());
    odd.forEach(codeRequest -> awaitStatus(codeRequest, "delayed"));
    awaitStatus(ofOther("o=2"), "ready");
    workerEnvironment.wechat.faults().clear();
    odd.forEach(codeRequest -> awaitStatus(codeRequest, "ready"));
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  @Test
  void aDeadTokenThatIsHandedOutAgainAndAgainStopsTheAppAndKillsNone() {
    workerEnvironment.worker(SETTINGS);
    workerEnvironment.wechat.faults().always(new SimulatedFault.SameDeadToken(), 1, 1, APP);
    List<CodeRequest> asked = ask(10, "token");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> stopped().isPresent());
    asked.forEach(codeRequest -> awaitStatus(codeRequest, "delayed"));
    awaitStatus(ofOther("o=3"), "ready");
    workerEnvironment.wechat.faults().clear();
    asked.forEach(codeRequest -> awaitStatus(codeRequest, "ready"));
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  private List<CodeRequest> ask(int many, String page) {
    return IntStream.range(0, many)
        .mapToObj(i -> workerEnvironment.ask("pages/" + page, "n=" + i))
        .toList();
  }

  private CodeRequest ofOther(String scene) {
    return workerEnvironment.ask(
        CodeRequestMessage.of("pages/other", scene).withApp(WorkerEnvironment.OTHER_APP));
  }

  private void awaitStatus(CodeRequest codeRequest, String status) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                workerEnvironment.eventsOf(codeRequest).stream()
                    .anyMatch(event -> event.path("status").asString().equals(status)));
  }

  private Optional<AppStatus.Stopped> stopped() {
    return workerEnvironment.records(workerEnvironment.topics.apps()).stream()
        .flatMap(
            note ->
                AppStatusCodec.read(new String(note.key(), StandardCharsets.UTF_8), note.value())
                    .stream())
        .filter(status -> status.app().value().equals(WorkerEnvironment.APP))
        .flatMap(status -> status.stopped().stream())
        .findFirst();
  }
}
