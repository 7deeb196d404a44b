package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten sound requests, and one planted fault a test. */
class ConsistencyCheckTest {
  private final MeasuredRequests measuredRequests = new MeasuredRequests(System::nanoTime);
  private final List<StoredObject> objects = new ArrayList<>();
  private final List<SimulatedCall> calls = new ArrayList<>();

  @BeforeEach
  void tenSoundRequests() {
    for (int i = 0; i < 10; i++) {
      ask("r" + i, "c" + i);
      ready("r" + i, "sha-c" + i);
      draw("c" + i, "sha-c" + i);
      store("c" + i, "jpg", "sha-c" + i);
    }
  }

  @Test
  void findsNothingWhereAllIsWell() {
    ConsistencyResult consistencyResult = check();

    assertThat(consistencyResult.faults()).isZero();
    assertThat(consistencyResult.acknowledged()).isEqualTo(10);
    assertThat(consistencyResult.completed()).isEqualTo(10);
  }

  @Test
  void findsALoss() {
    ask("lost", "lost-code");

    assertThat(check().lost()).containsExactly("lost");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsAPictureThatIsNotThere() {
    ask("r", "c");
    ready("r", "sha-c");
    draw("c", "sha-c");

    assertThat(check().pictureless()).containsExactly("c");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsASecondPictureOfOneCode() {
    store("c3", "png", "sha-c3");

    assertThat(check().doubled()).containsExactly("c3");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsAPictureThatWasNeverSentForThisCode() {
    ask("r", "c");
    draw("c", "sha-c");
    store("c", "jpg", "sha-c4");
    ready("r", "sha-c4");

    assertThat(check().wrong()).containsExactly("c");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsAnEventThatTellsAnotherHashThanThePictures() {
    ask("r", "c");
    draw("c", "sha-c");
    draw("c", "sha-c-again");
    store("c", "jpg", "sha-c");
    ready("r", "sha-c-again");

    assertThat(check().wrong()).containsExactly("c");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsARequestThatEndedInTwoWays() {
    measuredRequests.ended(new FinalEvent("r5:failed", "r5", false, ""));

    assertThat(check().contradicted()).containsExactly("r5");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void findsAnEventThatNobodyAskedFor() {
    ready("stranger", "sha-c1");

    assertThat(check().strangers()).containsExactly("stranger");
    assertThat(check().faults()).isEqualTo(1);
  }

  @Test
  void countsRepeatsWithoutBlame() {
    ready("r5", "sha-c5");
    draw("c5", "sha-c5");

    ConsistencyResult consistencyResult = check();

    assertThat(consistencyResult.faults()).isZero();
    assertThat(consistencyResult.repeatedEvents()).isEqualTo(1);
    assertThat(consistencyResult.repeatedCalls()).isEqualTo(1);
  }

  @Test
  void keepsUnknownRequestsApart() {
    measuredRequests.unknown(
        measuredRequests.add(
            new MeasuredRequest("u1", "cu1", new PageAndScene("pages/a", "cu1"), 0)));
    measuredRequests.unknown(
        measuredRequests.add(
            new MeasuredRequest("u2", "cu2", new PageAndScene("pages/a", "cu2"), 0)));
    draw("cu2", "sha-cu2");
    store("cu2", "jpg", "sha-cu2");
    ready("u2", "sha-cu2");

    ConsistencyResult consistencyResult = check();

    assertThat(consistencyResult.faults()).isZero();
    assertThat(consistencyResult.unknown()).isEqualTo(2);
    assertThat(consistencyResult.acknowledged()).isEqualTo(10);
  }

  @Test
  void countsFinalFailuresAsEnds() {
    ask("f", "cf");
    measuredRequests.ended(new FinalEvent("f:failed", "f", false, ""));

    ConsistencyResult consistencyResult = check();

    assertThat(consistencyResult.faults()).isZero();
    assertThat(consistencyResult.failed()).isEqualTo(1);
    assertThat(consistencyResult.completed()).isEqualTo(10);
  }

  private ConsistencyResult check() {
    return ConsistencyCheck.of(ConsistencyInput.of(measuredRequests, objects, calls));
  }

  private void ask(String requestId, String codeId) {
    measuredRequests.acknowledged(
        measuredRequests.add(
            new MeasuredRequest(requestId, codeId, new PageAndScene("pages/a", codeId), 0)));
  }

  private void ready(String requestId, String sha256) {
    measuredRequests.ended(new FinalEvent(requestId + ":ready", requestId, true, sha256));
  }

  private void draw(String codeId, String sha256) {
    calls.add(
        new SimulatedCall(0, "unlimited", new PageAndScene("pages/a", codeId), "picture", sha256));
  }

  private void store(String codeId, String extension, String sha256) {
    objects.add(new StoredObject("codes/wx1/" + codeId + "." + extension, sha256));
  }
}
