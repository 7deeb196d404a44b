package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.ledger.Call;
import io.sunpress.simulator.ledger.Outcome;
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
  private final Workshop workshop = new Workshop();

  @AfterEach
  void close() {
    workshop.close();
  }

  private static List<Fault> forms() {
    List<Fault> forms =
        new ArrayList<>(
            List.of(
                new Fault.ErrorUnderImageType(),
                new Fault.ImageUnderTextType(),
                new Fault.EmptyBody(),
                new Fault.NeitherImageNorError(),
                new Fault.OtherPicture(280),
                new Fault.OtherPicture(1280),
                new Fault.HugeBody(50 << 20),
                new Fault.HugeBody(300_000),
                new Fault.ServerError(500),
                new Fault.ServerError(503),
                new Fault.CutAfter(0),
                new Fault.CutAfter(1),
                new Fault.CutAfter(60_000),
                new Fault.WrongLength(7),
                new Fault.WrongLength(-1),
                new Fault.WrongLength(-20),
                new Fault.BrokenGzip(),
                new Fault.CutChunk(30_000)));
    for (int part = 0; part < 16; part++) {
      forms.add(new Fault.TruncatedPicture(part / 16.0));
    }
    forms.add(new Fault.TruncatedPicture(0.999));
    return forms;
  }

  @ParameterizedTest(name = "hyaline: {0}")
  @ValueSource(booleans = {false, true})
  void whateverTheFormOfAWrongAnswer(boolean hyaline) {
    workshop.worker("sunpress.wechat.call-timeout=2s");
    List<Fault> forms = forms();
    forms.forEach(form -> workshop.wechat.faults().next(form, 1));
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      questions.add(workshop.ask(request("n=" + i, hyaline)));
    }
    await().atMost(Workshop.PATIENCE).until(() -> workshop.events().size() >= questions.size());
    long played = workshop.codeCalls().stream().filter(call -> !call.fault().isEmpty()).count();
    long bad = 0;
    for (Question question : questions) {
      assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
      bad += isRight(question) ? 0 : 1;
    }
    System.out.printf(
        "%s: %d forms played, %d objects, %d bad%n",
        hyaline ? "PNG" : "JPEG", played, questions.size(), bad);
    assertThat(played).isEqualTo(forms.size());
    assertThat(bad).isZero();
  }

  /** Whether what is stored is byte for byte what WeChat drew for this very scene. */
  private boolean isRight(Question question) {
    String scene = question.spec().scene().orElseThrow().value();
    String stored = Picture.of(question.spec().format(), workshop.picture(question)).sha256();
    return workshop.codeCalls().stream()
        .filter(call -> call.facts().scene().equals(scene))
        .map(Call::outcome)
        .anyMatch(outcome -> outcome instanceof Outcome.Picture p && p.sha256().equals(stored));
  }

  private static GenerateCode request(String scene, boolean hyaline) {
    return new GenerateCode(
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
