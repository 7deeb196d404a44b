package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.parts.LocalS3;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the S3 server that runs in this JVM; also what only a server that can be stopped shows. */
class S3ProxyImageStoreTest extends ImageStoreContract {
  private static final String ACCESS_KEY = "local-access-key";
  private static final String SECRET_KEY = "local-secret-key";

  private static LocalS3 server;

  @BeforeAll
  static void start(@TempDir Path dir) {
    server = LocalS3.start(dir, 0, ACCESS_KEY, SECRET_KEY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  URI endpoint() {
    return server.endpoint();
  }

  @Override
  String accessKey() {
    return ACCESS_KEY;
  }

  @Override
  String secretKey() {
    return SECRET_KEY;
  }

  @Test
  void saysThatItIsAwayAndComesBackByItself() {
    PictureKey name = PictureExamples.name(PictureFormat.JPEG);
    Picture picture = PictureExamples.picture(PictureFormat.JPEG, 1);
    server.stop();
    S3Storage storage = S3Storage.at(address("later", true));
    ImageStore images = storage.images();

    assertThat(images.check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class, away -> assertTellsNothing(away.cause()));
    assertThat(storage.checkIdKey(Examples.KEY))
        .isInstanceOfSatisfying(
            IdKeyCheckResult.Away.class, away -> assertTellsNothing(away.cause()));
    assertFails(() -> images.find(name));
    assertFails(() -> images.read(name));
    assertFails(() -> images.create(name, picture));

    server.start();
    assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(true));
    assertThat(images.create(name, picture)).isInstanceOf(CreateResult.Created.class);
  }

  @Test
  void failsOnABucketThatIsNotThere() {
    ImageStore images = S3Storage.at(address("nowhere", false)).images();

    assertFails(
        () ->
            images.create(
                PictureExamples.name(PictureFormat.JPEG),
                PictureExamples.picture(PictureFormat.JPEG, 1)));
  }

  private static void assertFails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertTellsNothing(e.getMessage());
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain(ACCESS_KEY, SECRET_KEY);
            });
  }

  private static void assertTellsNothing(String text) {
    assertThat(text)
        .isNotBlank()
        .doesNotContain(ACCESS_KEY, SECRET_KEY, "http", String.valueOf(server.port()));
  }
}
