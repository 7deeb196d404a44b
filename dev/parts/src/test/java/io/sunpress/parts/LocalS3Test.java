package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalS3Test {
  private static final String SECRET = "a-secret-that-nobody-may-see";
  private static final String BUCKET = "codes";

  @TempDir Path dir;

  @Test
  void keepsObjectsWithTypeAndMetadataOverARestart() throws Exception {
    try (var s3 = LocalS3.start(dir, 0, "key", SECRET)) {
      MinioClient client = clientWithBucket(s3);
      put(client, "a/b.jpg", "picture", Map.of());

      s3.restart();

      assertThat(get(client, "a/b.jpg")).isEqualTo("picture");
      var stat =
          client.statObject(StatObjectArgs.builder().bucket(BUCKET).object("a/b.jpg").build());
      assertThat(stat.contentType()).isEqualTo("image/jpeg");
      assertThat(stat.userMetadata().get("Code-Id")).containsExactly("42");
    }
  }

  @Test
  void refusesASecondCreateOnlyPut() throws Exception {
    try (var s3 = LocalS3.start(dir, 0, "key", SECRET)) {
      MinioClient client = clientWithBucket(s3);

      assertThat(create(client, "once", "first")).isTrue();
      assertThat(create(client, "once", "second")).isFalse();
      assertThat(get(client, "once")).isEqualTo("first");
    }
  }

  @Test
  void letsExactlyOneOfSixteenCreateEachOfTwentyKeys() throws Exception {
    var pool = Executors.newFixedThreadPool(16);
    try (var s3 = LocalS3.start(dir, 0, "key", SECRET)) {
      MinioClient client = clientWithBucket(s3);
      for (int key = 0; key < 20; key++) {
        String object = "raced-" + key;
        var go = new CountDownLatch(1);
        List<Future<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
          String body = "by " + writer;
          Callable<Boolean> write =
              () -> {
                go.await();
                return create(client, object, body);
              };
          writers.add(pool.submit(write));
        }
        go.countDown();

        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
          if (writers.get(writer).get(20, TimeUnit.SECONDS)) {
            winners.add(writer);
          }
        }
        assertThat(winners).as(object).hasSize(1);
        assertThat(get(client, object)).isEqualTo("by " + winners.get(0));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refusesAWrongSecret() throws Exception {
    try (var s3 = LocalS3.start(dir, 0, "key", SECRET)) {
      clientWithBucket(s3);
      MinioClient stranger = client(s3, "another");

      assertThatThrownBy(
              () -> stranger.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build()))
          .isInstanceOf(ErrorResponseException.class);
    }
  }

  @Test
  void keepsTheSecretToItself() throws Exception {
    try (var log = new CapturedLog();
        var s3 = LocalS3.start(dir, 0, "key", SECRET)) {
      put(clientWithBucket(s3), "logged", "picture", Map.of());
      MinioClient stranger = client(s3, "another");
      assertThatThrownBy(
              () -> stranger.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build()))
          .isInstanceOf(ErrorResponseException.class);

      assertThat(s3.toString()).contains(s3.endpoint().toString()).doesNotContain(SECRET);
      assertThat(log.text()).as("there is a log to look at").contains("logged");
      assertThat(log.text()).doesNotContain(SECRET);
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (var other = new ServerSocket()) {
      other.bind(Ports.loopback(0));

      assertThatThrownBy(() -> LocalS3.start(dir, other.getLocalPort(), "key", SECRET))
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
    }
  }

  @Test
  void givesThePortBackOnClose() {
    var s3 = LocalS3.start(dir, 0, "key", SECRET);
    s3.stop();
    s3.close();
    s3.close();

    assertThat(Ports.isFree(s3.port())).isTrue();
  }

  private static MinioClient clientWithBucket(LocalS3 s3) throws Exception {
    MinioClient client = client(s3, SECRET);
    client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    return client;
  }

  private static MinioClient client(LocalS3 s3, String secret) {
    return MinioClient.builder()
        .endpoint(s3.endpoint().toString())
        .region("us-east-1")
        .credentials(s3.accessKey(), secret)
        .build();
  }

  private static boolean create(MinioClient client, String key, String body) throws Exception {
    try {
      put(client, key, body, Map.of("If-None-Match", "*"));
      return true;
    } catch (ErrorResponseException e) {
      assertThat(e.response().code()).isEqualTo(412);
      return false;
    }
  }

  private static void put(MinioClient client, String key, String body, Map<String, String> headers)
      throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    client.putObject(
        PutObjectArgs.builder()
            .bucket(BUCKET)
            .object(key)
            .contentType("image/jpeg")
            .userMetadata(Map.of("code-id", "42"))
            .extraHeaders(headers)
            .stream(new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
            .build());
  }

  private static String get(MinioClient client, String key) throws Exception {
    try (var stream =
        client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
