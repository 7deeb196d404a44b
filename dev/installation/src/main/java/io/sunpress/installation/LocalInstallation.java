package io.sunpress.installation;

import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * One installation: names and keys of its own on a broker and an S3 server.
 *
 * @param bootstrapServers of the broker
 * @param storage the S3 server and the bucket
 * @param topics their names
 * @param idKey names the codes
 * @param publicBaseUrl where pictures are fetched
 * @param apps its mini-programs; the first one is the default
 */
public record LocalInstallation(
    String bootstrapServers,
    S3ConnectionSettings storage,
    Topics topics,
    Secret idKey,
    URI publicBaseUrl,
    List<InstallationApp> apps) {
  private static final Duration TOPICS_READY = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  public LocalInstallation {
    apps = List.copyOf(apps);
  }

  /** The bucket of an installation; made where it is missing. */
  public static S3ConnectionSettings bucket(
      URI endpoint, String name, StorageCredentials credentials) {
    return new S3ConnectionSettings(
        endpoint,
        Optional.of("us-east-1"),
        name,
        credentials.user(),
        credentials.secret(),
        Duration.ofSeconds(5),
        true);
  }

  /** The settings of every process of it. */
  public InstallationSettings settings() {
    return InstallationSettings.of(this);
  }

  /** The pictures and the id-key's mark. */
  public S3Storage s3() {
    return S3Storage.at(storage);
  }

  /** Checks requests and names codes as its processes do. */
  public RequestValidator validator() {
    return new RequestValidator(
        new ConfiguredApps(
            apps.stream().map(InstallationApp::configured).toList(), Optional.of(apps.get(0).id())),
        new CodeIdGenerator(IdKey.of(idKey)),
        new RequestIdGenerator(Clock.systemUTC()));
  }

  /** A client that does not wait for long. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "request.timeout.ms",
            3_000,
            "default.api.timeout.ms",
            5_000));
  }

  /**
   * Makes the topics, as its first process would.
   *
   * @throws IllegalStateException where they are not there in time
   */
  public LocalInstallation createTopics() {
    TopicSetup setup = new TopicSetup(topics);
    long deadline = System.nanoTime() + TOPICS_READY.toNanos();
    try (Admin admin = admin()) {
      TopicCheckResult found = setup.ensure(admin);
      while (!(found instanceof TopicCheckResult.Ready)) {
        if (System.nanoTime() > deadline || found instanceof TopicCheckResult.Wrong) {
          throw new IllegalStateException("the topics are not there: " + found);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        found = setup.ensure(admin);
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the topics were made", e);
    }
  }
}
