package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.parts.LocalS3;
import io.sunpress.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks that change as little as possible, on a real S3 server. */
class StorageRightsTest {
  private static LocalS3 server;

  @BeforeAll
  static void start(@TempDir Path dir) {
    server = LocalS3.start(dir, 0, "tester", "tester-secret");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void looksForABucketWithoutMakingOne() {
    S3Storage storage = at("looked-for", "tester-secret");
    assertThat(storage.exists()).isFalse();
    assertThat(storage.exists()).isFalse();
    storage.images().check();
    assertThat(storage.exists()).isTrue();
  }

  @Test
  void readsTheMarkWithoutMarking() {
    S3Storage storage = at("unmarked", "tester-secret");
    storage.images().check();
    assertThat(storage.idKeyMark()).isEmpty();
    assertThat(storage.idKeyMark()).isEmpty();
    storage.checkIdKey(Examples.KEY);
    assertThat(storage.idKeyMark()).contains(Examples.KEY.fingerprint());
  }

  @Test
  void triesRightsAsOftenAsAsked() {
    S3Storage storage = at("tried", "tester-secret");
    storage.images().check();
    storage.tryRights();
    storage.tryRights();
    assertThatThrownBy(() -> at("tried", "wrong-secret").tryRights())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("403")
        .hasMessageNotContaining("wrong-secret");
    assertThatThrownBy(() -> at("not-there", "tester-secret").tryRights())
        .isInstanceOf(StoreException.class);
  }

  private static S3Storage at(String bucket, String secret) {
    return S3Storage.at(
        new S3ConnectionSettings(
            server.endpoint(),
            Optional.of("us-east-1"),
            bucket,
            Secret.of("tester"),
            Secret.of(secret),
            Duration.ofSeconds(5),
            true));
  }
}
