package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Api;
import io.sunpress.api.testing.House;
import io.sunpress.api.testing.Installation;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeRequestMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pictures that somebody has deleted from the bucket, which is a real one. */
class RepairTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static String body(String scene, String more) {
    return "{\"page\":\"pages/repair\",\"scene\":\"" + scene + "\"" + more + "}";
  }

  private static CodeId made(String scene, String more) {
    HttpResponse<String> answer =
        House.api().post("/v1/codes", body(scene, more), "Prefer", "wait=20");
    assertThat(answer.body()).contains("\"status\":\"ready\"");
    return new CodeId(answer.body().substring(7, 33));
  }

  private static void remove(CodeId id) {
    House.home().removePicture(new PictureKey(Installation.APP, id, PictureFormat.JPEG));
  }

  private static String path(CodeId id) {
    return "/codes/" + Installation.APP + "/" + id + ".jpg";
  }

  private static List<CodeRequestMessage> asked(String scene) {
    return House.worker().seen().stream().filter(one -> scene.equals(one.scene())).toList();
  }

  private static boolean nobodyRepairs() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .noneMatch(frame -> frame.getClassName().equals("io.sunpress.api.pictures.Repair"));
  }

  @Test
  void aMissingPictureIsAskedForOnceHoweverManyReadersFindItMissing() {
    CodeId id = made("repair-1", ",\"reference\":\"theirs\"");
    assertThat(asked("repair-1")).hasSize(1);
    remove(id);
    List<HttpResponse<byte[]>> answers =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> (i % 2 == 0 ? House.api() : House.second()).bytes("GET", path(id)))
            .toList();
    for (HttpResponse<byte[]> answer : answers) {
      assertThat(answer.statusCode()).isIn(404, 200);
      if (answer.statusCode() == 404) {
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      }
    }
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 404)).isNotEmpty();
    for (Api api : List.of(House.api(), House.second())) {
      await().atMost(SOON).until(() -> api.get(path(id)).statusCode() == 200);
    }
    // Both instances may have noticed in the same moment: once each, at most. The slower one may
    // still be at it.
    await().atMost(SOON).until(RepairTest::nobodyRepairs);
    assertThat(asked("repair-1")).hasSizeBetween(2, 3);
    // Whoever asked first has had his event.
    assertThat(asked("repair-1").subList(1, asked("repair-1").size()))
        .allMatch(again -> again.reference() == null)
        .noneMatch(again -> asked("repair-1").get(0).requestId().equals(again.requestId()));
  }

  @Test
  void aPictureThatGoesAgainAtOnceIsNotAskedForAgainAtOnce() {
    CodeId id = made("repair-2", "");
    remove(id);
    await().atMost(SOON).until(() -> House.api().get(path(id)).statusCode() == 200);
    assertThat(asked("repair-2")).hasSize(2);
    remove(id);
    long before = House.published();
    for (int i = 0; i < 5; i++) {
      assertThat(House.api().get(path(id)).statusCode()).isEqualTo(404);
    }
    assertThat(House.published()).isEqualTo(before);
  }

  @Test
  void whoHasThePictureNeedNotWait() {
    CodeId id = made("repair-3", "");
    String tag = House.api().bytes("HEAD", path(id)).headers().firstValue("ETag").orElseThrow();
    remove(id);
    assertThat(House.api().bytes("GET", path(id), "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    assertThat(asked("repair-3")).hasSize(1);
  }

  @Test
  void aPictureWhoseQuestionIsKeptNoLongerIsUnknownUntilSomebodyAsks() {
    CodeId id = House.judged("hold-repair-4");
    House.worker()
        .ready(new PictureKey(Installation.APP, id, PictureFormat.JPEG), "p", Instant.now());
    await().atMost(SOON).until(() -> House.api().get(path(id)).statusCode() == 200);
    remove(id);
    long before = House.published();
    assertThat(House.api().get(path(id)).statusCode()).isEqualTo(404);
    await().atMost(SOON).until(() -> House.api().get("/v1/jobs/" + id).statusCode() == 404);
    assertThat(House.published()).isEqualTo(before);
    HttpResponse<String> gone = House.api().get(path(id));
    assertThat(gone.body()).contains("/problems/picture-missing");
    assertThat(gone.headers().firstValue("Retry-After")).isPresent();

    // Who knows page and scene can ask, although the ledger once said ready.
    HttpResponse<String> answer =
        House.api().post("/v1/codes", body("hold-repair-4", ""), "Prefer", "respond-async");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains(id.value());
    assertThat(House.published()).isEqualTo(before + 1);
  }

  @Test
  void aCodeThatIsNotReadyIsNeverRepaired() {
    long before = House.published();
    HttpResponse<String> queued =
        House.api().post("/v1/codes", body("hold-repair-5", ""), "Prefer", "respond-async");
    String id = queued.body().substring(7, 33);
    Stream.of("GET", "HEAD", "GET")
        .forEach(
            method ->
                assertThat(House.api().bytes(method, path(new CodeId(id))).statusCode())
                    .isEqualTo(404));
    assertThat(House.published()).isEqualTo(before + 1);
  }
}
