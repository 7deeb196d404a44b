package io.sunpress.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.CodeId;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.secret.Secret;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.IdKeyCheckResult;
import io.sunpress.storage.Picture;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import io.sunpress.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seen with the worker's own eyes. */
class DiscardingS3ServerTest {
  private static final PictureKey NAME =
      new PictureKey(
          BenchInstallation.APP.id(), new CodeId("00000000000000000000000000"), PictureFormat.JPEG);

  private DiscardingS3Server store;
  private S3Storage storage;

  @BeforeEach
  void start() throws Exception {
    store = DiscardingS3Server.start();
    storage = BenchInstallation.at("127.0.0.1:0", store.endpoint(), Topics.DEFAULT).s3();
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
    IdKey key = IdKey.of(BenchInstallation.ID_KEY);

    assertThat(storage.checkIdKey(key)).isInstanceOf(IdKeyCheckResult.Same.class);
    assertThat(storage.checkIdKey(key)).isInstanceOf(IdKeyCheckResult.Same.class);
    assertThat(storage.checkIdKey(IdKey.of(Secret.of(BenchInstallation.ID_KEY.reveal() + "x"))))
        .isInstanceOf(IdKeyCheckResult.Other.class);
  }
}
