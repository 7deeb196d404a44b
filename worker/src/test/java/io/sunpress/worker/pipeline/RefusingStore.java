package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureKey;
import io.sunpress.parts.Ports;
import io.sunpress.secret.Secret;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import io.sunpress.storage.StoreProblem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** There is nothing in it, and it takes nothing until it is told to; it is away at first. */
final class RefusingStore extends EmptyStore {
  private final ImageStore nowhere =
      S3Storage.at(
              new S3ConnectionSettings(
                  URI.create("http://127.0.0.1:" + Ports.free()),
                  Optional.of("us-east-1"),
                  "bucket",
                  Secret.of("tester"),
                  Secret.of("hush-hush-hush"),
                  Duration.ofSeconds(1),
                  false))
          .images();

  final CountDownLatch foundAway = new CountDownLatch(1);
  volatile boolean away = true;
  volatile boolean full;
  volatile boolean takes;
  volatile int refused;

  @Override
  public CreateResult create(PictureKey name, Picture picture) {
    if (takes) {
      return super.create(name, picture);
    }
    refused++;
    return nowhere.create(name, picture);
  }

  @Override
  public StoreCheckResult check() {
    return away ? gone() : new StoreCheckResult.Ready(true);
  }

  @Override
  public StoreCheckResult checkTakes(Picture like) {
    return full ? gone() : check();
  }

  private StoreCheckResult gone() {
    foundAway.countDown();
    return new StoreCheckResult.Away(StoreProblem.OTHER, "gone");
  }
}
