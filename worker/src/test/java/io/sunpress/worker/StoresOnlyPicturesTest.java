package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.storage.Picture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 10 of the promises: of all forms that a wrong answer can have, none is stored. An object is
 * never overwritten, so that a bad one would still be there at the end.
 */
class StoresOnlyPicturesTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  private static List<SimulatedFault> forms() {
    List<SimulatedFault> forms =
        new ArrayList<>(
            List.of(
                new SimulatedFault.ErrorUnderImageType(),
                new SimulatedFault.ImageUnderTextType(),
                new SimulatedFault.EmptyBody(),
                new SimulatedFault.NeitherImageNorError(),
                new SimulatedFault.HugeBody(50 << 20),
                new SimulatedFault.HugeBody(300_000),
                new SimulatedFault.ServerError(500),
                new SimulatedFault.ServerError(503),
                new SimulatedFault.CutAfter(0),
                new SimulatedFault.CutAfter(1),
                new SimulatedFault.CutAfter(60_000),
                new SimulatedFault.WrongLength(7),
                new SimulatedFault.WrongLength(-1),
                new SimulatedFault.WrongLength(-20),
                new SimulatedFault.BrokenGzip(),
                new SimulatedFault.CutChunk(30_000)));
    for (int part = 0; part < 16; part++) {
      forms.add(new SimulatedFault.TruncatedPicture(part / 16.0));
    }
    forms.add(new SimulatedFault.TruncatedPicture(0.999));
    return forms;
  }

  @ParameterizedTest(name = "hyaline: {0}")
  @ValueSource(booleans = {false, true})
  void whateverTheFormOfAWrongAnswer(boolean hyaline) {
    workerEnvironment.worker("sunpress.wechat.call-timeout=2s");
    List<SimulatedFault> forms = forms();
    forms.forEach(form -> workerEnvironment.wechat.faults().next(form, 1));
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      questions.add(workerEnvironment.ask(request("n=" + i, hyaline)));
    }
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.events().size() >= questions.size());
    long played =
        workerEnvironment.codeCalls().stream().filter(call -> !call.fault().isEmpty()).count();
    long bad = 0;
    for (CodeRequest codeRequest : questions) {
      assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
          .isEqualTo("ready");
      bad += isRight(codeRequest) ? 0 : 1;
    }
    System.out.printf(
        "%s: %d forms played, %d objects, %d bad%n",
        hyaline ? "PNG" : "JPEG", played, questions.size(), bad);
    assertThat(played).isEqualTo(forms.size());
    assertThat(bad).isZero();
  }

  /** Whether what is stored is byte for byte what WeChat drew for this very scene. */
  private boolean isRight(CodeRequest codeRequest) {
    String scene = codeRequest.spec().scene().orElseThrow().value();
    String stored =
        Picture.of(codeRequest.spec().format(), workerEnvironment.picture(codeRequest)).sha256();
    return workerEnvironment.codeCalls().stream()
        .filter(call -> call.facts().scene().equals(scene))
        .map(RecordedCall::outcome)
        .anyMatch(
            outcome -> outcome instanceof RecordedOutcome.Picture p && p.sha256().equals(stored));
  }

  private static CodeRequestMessage request(String scene, boolean hyaline) {
    return new CodeRequestMessage(
        null,
        null,
        "pages/form",
        scene,
        null,
        null,
        null,
        hyaline,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
