package io.sunpress.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.secret.Secret;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.IdKeyCheckResult;
import io.sunpress.storage.Picture;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seen with the worker's own eyes. */
class DiscardingS3ServerTest {
  private static final PictureKey NAME =
      new PictureKey(
          new AppId(BenchCredentials.APP),
          new CodeId("00000000000000000000000000"),
          PictureFormat.JPEG);

  private DiscardingS3Server store;
  private S3Storage storage;

  @BeforeEach
  void start() throws Exception {
    store = DiscardingS3Server.start();
    storage =
        S3Storage.at(
            new S3ConnectionSettings(
                store.endpoint(),
                Optional.of("us-east-1"),
                BenchCredentials.BUCKET,
                Secret.of(BenchCredentials.STORAGE_USER),
                Secret.of(BenchCredentials.STORAGE_SECRET),
                Duration.ofSeconds(10),
                true));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void takesAPictureAndForgetsIt() {
    Picture picture = Picture.of(PictureFormat.JPEG, new byte[195_000]);

    assertThat(storage.images().find(NAME)).isEmpty();
    assertThat(storage.images().create(NAME, picture)).isInstanceOf(CreateResult.Created.class);
    assertThat(storage.images().find(NAME)).isEmpty();
    assertThat(storage.images().create(NAME, picture)).isInstanceOf(CreateResult.Created.class);
  }

  @Test
  void looksLikeAStoreThatIsReady() {
    assertThat(storage.images().check()).isEqualTo(new StoreCheckResult.Ready(true));
  }

  @Test
  void keepsTheMarkOfTheIdKey() {
    IdKey key = IdKey.of(Secret.of(BenchCredentials.ID_KEY));

    assertThat(storage.checkIdKey(key)).isInstanceOf(IdKeyCheckResult.Same.class);
    assertThat(storage.checkIdKey(key)).isInstanceOf(IdKeyCheckResult.Same.class);
    assertThat(storage.checkIdKey(IdKey.of(Secret.of(BenchCredentials.ID_KEY + "x"))))
        .isInstanceOf(IdKeyCheckResult.Other.class);
  }
}
