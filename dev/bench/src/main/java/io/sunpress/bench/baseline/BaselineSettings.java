package io.sunpress.bench.baseline;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIds;
import io.sunpress.code.IdKey;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Judge;
import io.sunpress.message.RequestIds;
import io.sunpress.secret.Secret;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreAddress;
import io.sunpress.storage.StoreState;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where things are, and the names and keys of the installation it works for.
 *
 * @param topic of the requests
 * @param events the topic of the events
 * @param threads that listen: at most as many as the topic has partitions
 * @param appId the mini-program
 * @param appSecret its AppSecret
 * @param idKey names the codes
 * @param wechat where WeChat answers
 * @param storage the S3 server
 * @param storageUser who we are there
 * @param storageSecret proves it
 * @param bucket where pictures go
 */
@ConfigurationProperties("baseline")
record BaselineSettings(
    String topic,
    String events,
    int threads,
    AppId appId,
    Secret appSecret,
    Secret idKey,
    URI wechat,
    URI storage,
    Secret storageUser,
    Secret storageSecret,
    String bucket) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Names codes as every worker of Sunpress does. */
  Judge judge() {
    return new Judge(
        Apps.of(App.of(appId)), new CodeIds(IdKey.of(idKey)), new RequestIds(Clock.systemUTC()));
  }

  /** The store, with its bucket made. */
  ImageStore images() {
    StoreAddress address =
        new StoreAddress(
            storage, Optional.of("us-east-1"), bucket, storageUser, storageSecret, TIMEOUT, true);
    ImageStore images = S3Storage.at(address).images();
    if (images.check() instanceof StoreState.Away away) {
      throw new IllegalStateException("no bucket: " + away.cause());
    }
    return images;
  }
}
