package io.sunpress.worker.pipeline;

import io.sunpress.code.PictureName;
import io.sunpress.parts.Ports;
import io.sunpress.secret.Secret;
import io.sunpress.storage.Creation;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreAddress;
import io.sunpress.storage.StoreState;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** There is nothing in it, and it takes nothing until it is told to; it is away at first. */
final class RefusingStore extends EmptyStore {
  private final ImageStore nowhere =
      S3Storage.at(
              new StoreAddress(
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
  volatile boolean takes;
  volatile int refused;

  @Override
  public Creation create(PictureName name, Picture picture) {
    if (takes) {
      return super.create(name, picture);
    }
    refused++;
    return nowhere.create(name, picture);
  }

  @Override
  public StoreState check() {
    if (!away) {
      return new StoreState.Ready(true);
    }
    foundAway.countDown();
    return new StoreState.Away("gone");
  }
}
