package io.sunpress.bench.baseline;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
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
  RequestValidator judge() {
    return new RequestValidator(
        ConfiguredApps.of(ConfiguredApp.of(appId)),
        new CodeIdGenerator(IdKey.of(idKey)),
        new RequestIdGenerator(Clock.systemUTC()));
  }

  /** The store, with its bucket made. */
  ImageStore images() {
    S3ConnectionSettings address =
        new S3ConnectionSettings(
            storage, Optional.of("us-east-1"), bucket, storageUser, storageSecret, TIMEOUT, true);
    ImageStore images = S3Storage.at(address).images();
    if (images.check() instanceof StoreCheckResult.Away away) {
      throw new IllegalStateException("no bucket: " + away.cause());
    }
    return images;
  }
}
