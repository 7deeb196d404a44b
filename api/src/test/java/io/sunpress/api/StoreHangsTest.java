package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.BucketExistsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveBucketArgs;
import io.minio.RemoveObjectArgs;
import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TestWorker;
import io.sunpress.parts.TcpProxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store that takes requests and does not answer, and one without its bucket. */
class StoreHangsTest {
  private static final String DOOR = "/api/weapp/qrcode";
  private static final String BODY = "{\"path\":\"pages/hangs\",\"scene\":\"known\"}";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int READERS = 500;

  @Test
  void holdsNobodyButTheReadersOfItsPictures() throws Exception {
    Installation shared = Installation.shared();
    URI s3 = URI.create(shared.properties().get("sunpress.storage.endpoint"));
    try (TcpProxy proxy = TcpProxy.to(s3.getHost(), s3.getPort())) {
      Installation installation =
          Installation.on(
              shared.bootstrapServers(), URI.create("http://127.0.0.1:" + proxy.port()));
      Map<String, String> settings =
          Map.of("sunpress.pictures.store-timeout", "1500ms", "sunpress.storage.timeout", "2s");
      try (ApiClient api = ApiClient.ready(installation, settings);
          TestWorker worker = TestWorker.start(installation)) {
        String picture = knowsACode(api);
        assertThat(worker.seen()).hasSize(1);
        proxy.freeze();
        List<CompletableFuture<HttpResponse<String>>> readers =
            Stream.generate(() -> api.sendAsync(api.request(picture).GET()))
                .limit(READERS)
                .toList();
        long start = System.nanoTime();
        assertThat(api.post(DOOR, BODY).body()).startsWith("{\"code\":0,");
        assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(readers).as("readers who wait meanwhile").anyMatch(reader -> !reader.isDone());
        for (CompletableFuture<HttpResponse<String>> reader : readers) {
          assertThat(reader.get().statusCode()).isEqualTo(503);
          assertThat(reader.get().headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        isNotAskedForAWhile(api, picture);
        proxy.thaw();
        await().atMost(SOON).until(() -> api.get(picture).statusCode() == 200);
      }
    }
  }

  /** The store has 1.5 s: an answer that comes much sooner was given without it. */
  private static void isNotAskedForAWhile(ApiClient api, String picture) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              long start = System.nanoTime();
              return api.get(picture).statusCode() == 503
                  && System.nanoTime() - start < Duration.ofMillis(700).toNanos();
            });
  }

  private static String knowsACode(ApiClient api) {
    HttpResponse<String> answer =
        await()
            .atMost(SOON)
            .until(
                () -> api.post(DOOR, BODY, "Prefer", "wait=20"),
                known -> known.body().startsWith("{\"code\":0,"));
    return answer.body().replaceAll(".*" + Installation.PUBLIC_URL, "").replaceAll("\"}$", "");
  }

  @Test
  void aBucketThatIsGoneIsAnOutageAndNoMissingPicture() throws Exception {
    Installation installation = Installation.shared();
    String bucket = installation.properties().get("sunpress.storage.bucket");
    Map<String, String> settings = installation.properties();
    MinioClient client =
        MinioClient.builder()
            .endpoint(settings.get("sunpress.storage.endpoint"))
            .region("us-east-1")
            .credentials(
                settings.get("sunpress.storage.access-key"),
                settings.get("sunpress.storage.secret-key"))
            .build();
    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    try (ApiClient api =
            ApiClient.ready(installation, Map.of("sunpress.storage.create-bucket", "false"));
        TestWorker worker = TestWorker.start(installation)) {
      String picture = knowsACode(api);
      removeBucket(client, bucket);
      int asked = worker.seen().size();
      assertThat(api.bytes("HEAD", picture).statusCode()).isEqualTo(503);
      assertThat(api.get(picture).statusCode()).isEqualTo(503);
      assertThat(api.post(DOOR, BODY).body()).startsWith("{\"code\":0,");
      assertThat(worker.seen()).hasSize(asked);
    }
  }

  private static void removeBucket(MinioClient client, String bucket) throws Exception {
    for (var item :
        client.listObjects(ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
      client.removeObject(
          RemoveObjectArgs.builder().bucket(bucket).object(item.get().objectName()).build());
    }
    client.removeBucket(RemoveBucketArgs.builder().bucket(bucket).build());
    assertThat(client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())).isFalse();
  }
}
