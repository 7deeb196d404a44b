package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TestWorker;
import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Kafka and S3 away at the start, and one after the other later. One story: brokers are slow. With
 * no broker at all the producer's own limits answer in time: that the desk has one too is shown by
 * {@code DeskTest} alone.
 */
class DependenciesAwayTest {
  private static final String DOOR = "/api/weapp/qrcode";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final int MOST_TRIES = 10;

  private static String body(String scene) {
    return "{\"path\":\"pages/away\",\"scene\":\"" + scene + "\"}";
  }

  @Test
  void goesOnWithWhatItKnowsAndPromisesNothingElse() {
    try (LocalBroker broker = Installation.newBroker();
        LocalS3 s3 = Installation.newS3()) {
      Installation installation = Installation.on(broker.bootstrapServers(), s3.endpoint());
      broker.stop();
      s3.stop();
      // The defaults: this is the test that is about them.
      Map<String, String> promised =
          Map.of(
              "sunpress.requests.acknowledge-timeout",
              "1800ms",
              "sunpress.ledger.lookup-timeout",
              "1s");
      try (ApiClient api = ApiClient.starting(installation, promised)) {
        startsAndSaysWhatIsMissing(api);
        broker.start();
        s3.start();
        await().atMost(SOON).until(api::isReady);
        try (TestWorker worker = TestWorker.start(installation)) {
          String picture = knowsACode(api);
          // What was refused was not asked.
          assertThat(worker.seen()).isNotEmpty().allMatch(asked -> "known".equals(asked.scene()));
          s3.stop();
          servesNoPicturesButAllElse(api, picture);
          s3.start();
          await().atMost(SOON).until(() -> api.get(picture).statusCode() == 200);
          broker.stop();
          answersWhatItKnowsAndRefusesTheRest(api, picture);
          broker.start();
          await()
              .atMost(SOON)
              .until(() -> api.post(DOOR, body("back"), "Prefer", "wait=1").statusCode() == 200);
        }
      }
    }
  }

  private static void startsAndSaysWhatIsMissing(ApiClient api) {
    HttpResponse<String> readiness = api.get("/actuator/health/readiness");
    assertThat(readiness.statusCode()).isEqualTo(503);
    assertThat(readiness.body()).contains("kafka", "storage", "is catching up");
    assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    refuses(api.post(DOOR, body("early")));
    refuses(api.get(DOOR + "/00000000000000000000000000"));
    assertThat(api.post("/v1/codes", "{\"page\":\"a\",\"scene\":\"b\"}").statusCode())
        .isEqualTo(503);
    assertThat(api.get("/v1/jobs/00000000000000000000000000").statusCode()).isEqualTo(503);
    // What can be judged without anybody is judged.
    assertThat(api.post(DOOR, "{\"path\":\"\"}").body()).contains("path参数不能为空");
  }

  private static String knowsACode(ApiClient api) {
    // The first acknowledgement of a broker that has just come up takes its time.
    HttpResponse<String> answer =
        await()
            .atMost(SOON)
            .until(
                () -> api.post(DOOR, body("known"), "Prefer", "wait=20"),
                known -> known.body().startsWith("{\"code\":0,"));
    String picture =
        answer.body().replaceAll(".*" + Installation.PUBLIC_URL, "").replaceAll("\"}$", "");
    assertThat(api.get(picture).statusCode()).isEqualTo(200);
    return picture;
  }

  private static void servesNoPicturesButAllElse(ApiClient api, String picture) {
    HttpResponse<String> answer = api.get(picture);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(api.post(DOOR, body("known")).body()).startsWith("{\"code\":0,");
  }

  private static void answersWhatItKnowsAndRefusesTheRest(ApiClient api, String picture) {
    String id = picture.replaceAll(".*/", "").replaceAll("\\..*", "");
    // Within 2 s; a busy machine may add to one of them, but hardly to all.
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < MOST_TRIES && quickest >= PROMISED.toNanos(); i++) {
      long start = System.nanoTime();
      refuses(api.post(DOOR, body("new" + i), "Prefer", "respond-async"));
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(quickest)).isLessThan(PROMISED);
    assertThat(api.post("/v1/codes", "{\"page\":\"pages/away\",\"scene\":\"v1\"}").statusCode())
        .isEqualTo(503);
    refuses(api.get(DOOR + "/00000000000000000000000000"));
    assertThat(api.get("/v1/jobs/00000000000000000000000000").statusCode()).isEqualTo(503);
    assertThat(api.get("/codes/wx0123456789abcdef/00000000000000000000000000.jpg").statusCode())
        .isEqualTo(503);

    assertThat(api.post(DOOR, body("known")).body()).startsWith("{\"code\":0,");
    assertThat(api.get(DOOR + "/" + id).body()).startsWith("{\"code\":0,");
    assertThat(api.get("/v1/jobs/" + id).body()).contains("\"status\":\"ready\"");
    assertThat(api.get(picture).statusCode()).isEqualTo(200);
    // Ready all the same: an API that nobody asks answers nothing.
    assertThat(api.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  /** Never accepted, always told to ask again. */
  private static void refuses(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).startsWith("{\"code\":-1,\"msg\":\"").endsWith("\"}");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }
}
