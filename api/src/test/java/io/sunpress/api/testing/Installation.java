package io.sunpress.api.testing;

import static org.awaitility.Awaitility.await;

import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.errors.MinioException;
import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureKey;
import io.sunpress.installation.InstallationApp;
import io.sunpress.installation.LocalInstallation;
import io.sunpress.installation.LocalServers;
import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.StoreCredentials;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * An installation of its own, with its own topics and bucket, on a real broker and a real S3
 * server.
 */
public final class Installation {
  public static final AppId APP = new AppId("wx0123456789abcdef");
  public static final String ID_KEY = "canary-id-key-0123456789abcdef-00";
  public static final String PUBLIC_URL = "https://img.localhost";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final List<InstallationApp> APPS =
      List.of(InstallationApp.of(APP.value(), "canary-app-secret"));

  static {
    // What is waited for is what counts: a busy machine takes its time.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private static final RequestValidator VALIDATOR =
      of("127.0.0.1:0", URI.create("http://127.0.0.1:0"), "none.").names.validator();

  private final LocalInstallation names;
  private final Path directory = LocalServers.testDirectory();

  private Installation(LocalInstallation names) {
    this.names = names;
  }

  /** On the parts that all tests share. */
  public static Installation shared() {
    return on(LocalServers.shared().broker().bootstrapServers());
  }

  /** On brokers that a test may stop, and the S3 server that all tests share. */
  public static Installation on(String bootstrapServers) {
    return on(bootstrapServers, LocalServers.shared().s3().endpoint());
  }

  /** On parts that a test may stop. */
  public static Installation on(String bootstrapServers, URI s3) {
    return of(bootstrapServers, s3, "t" + NUMBER.incrementAndGet() + ".");
  }

  /** One that is there already, by the prefix of its topics. */
  public static Installation of(String bootstrapServers, URI s3, String prefix) {
    return new Installation(
        new LocalInstallation(
            bootstrapServers,
            LocalInstallation.bucket(
                s3, "bucket-" + prefix.replace(".", ""), LocalServers.TEST_CREDENTIALS),
            new Topics(prefix, 3, Duration.ofDays(1)),
            Secret.of(ID_KEY),
            URI.create(PUBLIC_URL),
            APPS));
  }

  public String bootstrapServers() {
    return names.bootstrapServers();
  }

  /** The same installation, seen with other topics. */
  public Installation with(Topics others) {
    return new Installation(
        new LocalInstallation(
            names.bootstrapServers(),
            names.storage(),
            others,
            names.idKey(),
            names.publicBaseUrl(),
            names.apps()));
  }

  public static LocalBroker newBroker() {
    return LocalBroker.start(LocalServers.testDirectory(), 0);
  }

  public static LocalS3 newS3() {
    return LocalS3.start(
        LocalServers.testDirectory(),
        0,
        LocalServers.TEST_CREDENTIALS.user().reveal(),
        LocalServers.TEST_CREDENTIALS.secret().reveal());
  }

  public Topics topics() {
    return names.topics();
  }

  public Path directory() {
    return directory;
  }

  public ImageStore pictures() {
    return names.s3().images();
  }

  /** Takes a picture out of the bucket, as an operator's mistake would. */
  public void removePicture(PictureKey name) {
    S3ConnectionSettings storage = names.storage();
    StoreCredentials.Keys keys = (StoreCredentials.Keys) storage.credentials();
    MinioClient client =
        MinioClient.builder()
            .endpoint(storage.endpoint().toString())
            .region("us-east-1")
            .credentials(keys.accessKey().reveal(), keys.secretKey().reveal())
            .build();
    try {
      client.removeObject(
          RemoveObjectArgs.builder().bucket(storage.bucket()).object(name.path()).build());
    } catch (MinioException e) {
      throw new IllegalStateException("cannot remove " + name, e);
    }
  }

  public static RequestValidator judge() {
    return VALIDATOR;
  }

  /** Makes the topics that a ledger reads, and no others: each partition takes its time. */
  public Installation withLedgerTopics() {
    Set<String> wanted =
        Stream.concat(
                Stream.of(
                    topics().answers(),
                    topics().requests(),
                    topics().bulkRequests(),
                    topics().parked()),
                topics().retries().stream())
            .collect(Collectors.toSet());
    List<NewTopic> missing =
        topics().all().stream()
            .filter(spec -> wanted.contains(spec.name()))
            .map(
                spec ->
                    new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.configs()))
            .toList();
    try (Admin admin = admin()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                admin.createTopics(missing);
                return admin.listTopics().names().get().containsAll(wanted);
              });
      // A partition that is named but not open yet refuses the first batch and may take the second:
      // the producer then repeats the first one in vain.
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> areOpen(admin, missing));
    }
    return this;
  }

  /** Deletes one of them and makes it anew, with nothing in it. */
  public void recreate(String topic) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
    }
    withLedgerTopics();
  }

  private static boolean areOpen(Admin admin, List<NewTopic> some) throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        some.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, topic.numPartitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number)))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().size() == ends.size();
  }

  /** Makes the topics, for tests that start no process. */
  public Installation withTopics() {
    names.createTopics();
    return this;
  }

  public Admin admin() {
    return names.admin();
  }

  /** One request at a time: of a fresh topic, the broker may take the second one first. */
  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            names.bootstrapServers(),
            "acks",
            "all",
            "linger.ms",
            0,
            "max.in.flight.requests.per.connection",
            1),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  public Consumer<String, byte[]> consumer() {
    return clients().consumer(Map.of("auto.offset.reset", "earliest"));
  }

  public LedgerClients clients() {
    return new LedgerClients() {
      @Override
      public Consumer<String, byte[]> consumer(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(own);
        settings.put("bootstrap.servers", names.bootstrapServers());
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
      }

      @Override
      public Admin admin() {
        return Installation.this.admin();
      }
    };
  }

  /** What a process of this installation is started with. */
  public Map<String, String> properties() {
    return names
        .settings()
        .withAppSecrets(APPS)
        .with("sunpress.storage.timeout", "2s")
        .with("sunpress.ledger.directory", directory.resolve("ledger"))
        // Tests of other things must not fail for a broker that shares two cores with them.
        .with("sunpress.ledger.lookup-timeout", "15s")
        .with("sunpress.requests.acknowledge-timeout", "15s")
        .asMap();
  }
}
