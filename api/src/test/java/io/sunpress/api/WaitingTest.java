package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Api;
import io.sunpress.api.testing.House;
import io.sunpress.api.testing.Installation;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Pattern JOB = Pattern.compile("\"job_id\":\"([0-9a-z]{26})\"");

  private static String body(String scene) {
    return "{\"path\":\"pages/wait\",\"scene\":\"" + scene + "\"}";
  }

  private static CodeId job(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    Matcher matcher = JOB.matcher(answer.body());
    assertThat(matcher.find()).isTrue();
    return new CodeId(matcher.group(1));
  }

  @Test
  void aJustAcceptedJobIsKnownToEveryInstance() {
    for (int i = 0; i < 30; i++) {
      CodeId id =
          job(
              House.api()
                  .post("/api/weapp/qrcode", body("hold-known" + i), "Prefer", "respond-async"));
      assertThat(House.second().get("/v1/jobs/" + id).statusCode()).isEqualTo(200);
      assertThat(House.api().get("/v1/jobs/" + id).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manyClientsWaitWithoutAThreadEachAndAreWokenByTheAnswer() {
    CodeId id = job(House.api().post("/api/weapp/qrcode", body("hold-many"), "Prefer", "wait=0"));
    // More than the server has threads.
    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, 150)
            .mapToObj(i -> House.api().postAsync("/api/weapp/qrcode", body("hold-many")))
            .toList();
    await().atMost(Duration.ofSeconds(7)).until(() -> House.api().ledger().waiting() >= 150);
    House.worker()
        .ready(new PictureName(Installation.APP, id, PictureFormat.JPEG), "picture", Instant.now());
    for (CompletableFuture<HttpResponse<String>> client : waiting) {
      assertThat(client.orTimeout(20, TimeUnit.SECONDS).join().body()).startsWith("{\"code\":0,");
    }
    await().until(() -> House.api().ledger().waiting() == 0);
  }

  @Test
  void whoWaitsWhenTheServerStopsIsAnswered() {
    Api api =
        Api.ready(
            House.home(),
            Map.of(
                "sunpress.ledger.directory", House.home().directory().resolve("third").toString()));
    CompletableFuture<HttpResponse<String>> waiting =
        api.postAsync("/api/weapp/qrcode", body("hold-stop"));
    await().atMost(Duration.ofSeconds(10)).until(() -> api.ledger().waiting() == 1);
    api.close();
    job(waiting.orTimeout(10, TimeUnit.SECONDS).join());
  }
}
