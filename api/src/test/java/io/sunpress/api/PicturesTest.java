package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.storage.Picture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private final ApiClient api = SharedInstallation.api();

  /** Asks and returns the path of the picture. */
  private String path(String scene, String more, String prefer) {
    String body =
        api.post(
                "/v1/codes",
                "{\"page\":\"pages/pictures\",\"scene\":\"" + scene + "\"" + more + "}",
                "Prefer",
                prefer)
            .body();
    int start = body.indexOf(Installation.PUBLIC_URL) + Installation.PUBLIC_URL.length();
    return body.substring(start, body.indexOf('"', start));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static CodeId id(String path) {
    return new CodeId(path.substring(path.length() - 30, path.length() - 4));
  }

  @Test
  void areServedToBeKeptForEver() {
    String path = path("jpeg", "", "wait=20");
    HttpResponse<byte[]> answer = api.bytes("GET", path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("picture of " + id(path));
    assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{64}\"");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");

    HttpResponse<byte[]> head = api.bytes("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("37");
    assertThat(header(head, "ETag")).isEqualTo(header(answer, "ETag"));
    assertThat(header(head, "Content-Type")).isEqualTo("image/jpeg");
  }

  @Test
  void areSentInPartsToWhoWantsAPart() {
    String path = path("jpeg", "", "wait=20");
    HttpResponse<byte[]> whole = api.bytes("GET", path);
    assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
    HttpResponse<byte[]> part = api.bytes("GET", path, "Range", "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).asString().isEqualTo("picture");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 0-6/37");
    assertThat(header(part, "Content-Length")).isEqualTo("7");
    assertThat(header(part, "ETag")).isEqualTo(header(whole, "ETag"));
    assertThat(api.bytes("GET", path, "Range", "bytes=-4").body())
        .isEqualTo(Arrays.copyOfRange(whole.body(), 33, 37));

    HttpResponse<byte[]> beyond = api.bytes("GET", path, "Range", "bytes=37-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */37");
    assertThat(header(beyond, "Cache-Control")).isEqualTo("no-store");

    for (String ignored : new String[] {"bytes=0-1,3-4", "pages=1-2", "bytes=x"}) {
      assertThat(api.bytes("GET", path, "Range", ignored).statusCode()).as(ignored).isEqualTo(200);
    }
    String tag = header(whole, "ETag");
    assertThat(api.bytes("GET", path, "Range", "bytes=0-6", "If-Range", tag).statusCode())
        .isEqualTo(206);
    assertThat(api.bytes("GET", path, "Range", "bytes=0-6", "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
    assertThat(api.bytes("HEAD", path, "Range", "bytes=0-6").statusCode()).isEqualTo(200);
  }

  @Test
  void areNotSentToWhoHasThem() {
    String path = path("jpeg", "", "wait=20");
    String tag = header(api.bytes("HEAD", path), "ETag");
    for (String tags : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      HttpResponse<byte[]> answer = api.bytes("GET", path, "If-None-Match", tags);
      assertThat(answer.statusCode()).as(tags).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo(tag);
    }
    assertThat(api.bytes("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void areTrueToTheirType() {
    String path = path("png", ",\"hyaline\":true", "wait=20");
    assertThat(path).endsWith(".png");
    assertThat(header(api.bytes("GET", path), "Content-Type")).isEqualTo("image/png");
    assertThat(api.get(path.replace(".png", ".jpg")).statusCode()).isEqualTo(404);
  }

  @Test
  void areHeldAWhileWhenTheyArePending() {
    String path = path("hold-p1", "", "respond-async");
    long start = System.nanoTime();
    HttpResponse<String> answer = api.get(path);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Retry-After")).isEqualTo("2");
    assertThat(answer.body()).contains("/problems/picture-pending");
  }

  @Test
  void areSentAsSoonAsTheyAreThere() throws Exception {
    String path = path("hold-p2", "", "respond-async");
    ApiClient second = SharedInstallation.second();
    CompletableFuture<HttpResponse<byte[]>> waiting =
        CompletableFuture.supplyAsync(() -> second.bytes("GET", path));
    await().atMost(Duration.ofSeconds(20)).until(() -> second.ledger().waiting() > 0);
    SharedInstallation.worker()
        .ready(
            new PictureKey(Installation.APP, id(path), PictureFormat.JPEG),
            "late picture",
            Instant.now());
    HttpResponse<byte[]> answer = waiting.get();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("late picture");
  }

  @Test
  void areAskedForAgainLaterWhenTheyAreGoneFromTheBucket() {
    String path = path("hold-p3", "", "respond-async");
    SharedInstallation.worker().send(TopicWriter.readyAnswer(id(path), Instant.now()));
    await().until(() -> api.get("/v1/jobs/" + id(path)).body().contains("ready"));
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<byte[]> answer = api.bytes(method, path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(header(answer, "Retry-After")).isNotEmpty();
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }
    // Until then it might come while another test counts what is asked.
    await()
        .until(
            () ->
                SharedInstallation.worker().seen().stream()
                        .filter(asked -> "hold-p3".equals(asked.scene()))
                        .count()
                    == 2);
  }

  /** Nobody requested it, so that no ledger knows it. */
  @Test
  void areServedToTheDoctorToo() {
    PictureKey probe = PictureKey.probe(new AppId("wx0123456789abcdef"));
    SharedInstallation.home()
        .pictures()
        .create(probe, Picture.of(PictureFormat.PNG, new byte[] {1}));
    HttpResponse<byte[]> answer = api.bytes("GET", "/" + probe.path());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
    assertThat(answer.body()).hasSize(1);
  }

  @Test
  void areNotFoundWhenNobodyAskedOrTheyFailed() {
    String failed = path("hold-p4", "", "respond-async");
    assertThat(api.get("/codes/wx0123456789abcdef/00000000000000000000000000.jpg").statusCode())
        .isEqualTo(404);
    assertThat(
            api.get(failed.replace("wx0123456789abcdef", SharedInstallation.SECOND_APP))
                .statusCode())
        .isEqualTo(404);
    for (String wrong :
        new String[] {
          "/codes/wx0123456789abcdef/x.jpg",
          "/codes/wx0123456789abcdef/00000000000000000000000000.gif",
          "/codes/wx0123456789abcdef/00000000000000000000000000",
          "/codes/..%2fid-key/00000000000000000000000000.jpg",
          "/codes/nothing/00000000000000000000000000.jpg"
        }) {
      HttpResponse<String> answer = api.get(wrong);
      assertThat(answer.statusCode()).as(wrong).isBetween(400, 404);
      assertThat(answer.body()).doesNotContain("Exception").doesNotContain("at org.");
    }
  }
}
