package io.sunpress.api.testing;

import static org.awaitility.Awaitility.await;

import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.errors.MinioException;
import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureKey;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * An installation of its own, with its own topics and bucket, on a real broker and a real S3
 * server.
 */
public final class Installation {
  public static final AppId APP = new AppId("wx0123456789abcdef");
  public static final String ID_KEY = "canary-id-key-0123456789abcdef-00";
  public static final String PUBLIC_URL = "https://img.localhost";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String kafka;
  private final URI s3;
  private final Topics topics;
  private final String bucket;
  private final Path directory = SharedServers.directory();

  private Installation(String kafka, URI s3, Topics topics, String bucket) {
    this.kafka = kafka;
    this.s3 = s3;
    this.topics = topics;
    this.bucket = bucket;
  }

  /** On the parts that all tests share. */
  public static Installation shared() {
    return on(SharedServers.BROKER.bootstrapServers(), SharedServers.S3.endpoint());
  }

  /** On brokers that a test may stop, and the S3 server that all tests share. */
  public static Installation on(String bootstrapServers) {
    return on(bootstrapServers, SharedServers.S3.endpoint());
  }

  /** On parts that a test may stop. */
  public static Installation on(String bootstrapServers, URI s3) {
    return of(bootstrapServers, s3, "t" + NUMBER.incrementAndGet() + ".");
  }

  /** One that is there already, by the prefix of its topics. */
  public static Installation of(String bootstrapServers, URI s3, String prefix) {
    return new Installation(
        bootstrapServers,
        s3,
        new Topics(prefix, 3, Duration.ofDays(1)),
        "bucket-" + prefix.replace(".", ""));
  }

  public String bootstrapServers() {
    return kafka;
  }

  /** The same installation, seen with other topics. */
  public Installation with(Topics others) {
    return new Installation(kafka, s3, others, bucket);
  }

  public static LocalBroker newBroker() {
    return LocalBroker.start(SharedServers.directory(), 0);
  }

  public static LocalS3 newS3() {
    return LocalS3.start(
        SharedServers.directory(), 0, SharedServers.ACCESS_KEY, SharedServers.SECRET_KEY);
  }

  public Topics topics() {
    return topics;
  }

  public Path directory() {
    return directory;
  }

  public ImageStore pictures() {
    return S3Storage.at(
            new S3ConnectionSettings(
                s3,
                Optional.of("us-east-1"),
                bucket,
                Secret.of(SharedServers.ACCESS_KEY),
                Secret.of(SharedServers.SECRET_KEY),
                Duration.ofSeconds(5),
                true))
        .images();
  }

  /** Takes a picture out of the bucket, as an operator's mistake would. */
  public void removePicture(PictureKey name) {
    MinioClient client =
        MinioClient.builder()
            .endpoint(s3.toString())
            .region("us-east-1")
            .credentials(SharedServers.ACCESS_KEY, SharedServers.SECRET_KEY)
            .build();
    try {
      client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(name.path()).build());
    } catch (MinioException e) {
      throw new IllegalStateException("cannot remove " + name, e);
    }
  }

  public static RequestValidator judge() {
    return new RequestValidator(
        ConfiguredApps.of(ConfiguredApp.of(APP)),
        new CodeIdGenerator(IdKey.of(Secret.of(ID_KEY))),
        new RequestIdGenerator(Clock.systemUTC()));
  }

  /** Makes the topics that a ledger reads, and no others: each partition takes its time. */
  public Installation withLedgerTopics() {
    Set<String> wanted =
        Stream.concat(
                Stream.of(
                    topics.answers(), topics.requests(), topics.bulkRequests(), topics.parked()),
                topics.retries().stream())
            .collect(Collectors.toSet());
    List<NewTopic> missing =
        topics.all().stream()
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
    try (Admin admin = admin()) {
      TopicSetup setup = new TopicSetup(topics);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> setup.ensure(admin) instanceof TopicCheckResult.Ready);
    }
    return this;
  }

  public Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", kafka,
            "request.timeout.ms", 3_000,
            "default.api.timeout.ms", 5_000));
  }

  /** One request at a time: of a fresh topic, the broker may take the second one first. */
  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka,
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
        settings.put("bootstrap.servers", kafka);
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
    Map<String, String> all = new HashMap<>();
    all.put("server.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("sunpress.auth.mode", "optional");
    all.put("spring.kafka.bootstrap-servers", kafka);
    all.put("sunpress.topics.prefix", topics.prefix());
    all.put("sunpress.topics.partitions", Integer.toString(topics.partitions()));
    all.put("sunpress.topics.retention", "1d");
    all.put("sunpress.storage.endpoint", s3.toString());
    all.put("sunpress.storage.bucket", bucket);
    all.put("sunpress.storage.access-key", SharedServers.ACCESS_KEY);
    all.put("sunpress.storage.secret-key", SharedServers.SECRET_KEY);
    all.put("sunpress.storage.timeout", "2s");
    all.put("sunpress.id-key", ID_KEY);
    all.put("sunpress.public-base-url", PUBLIC_URL);
    all.put("sunpress.apps[0].app-id", APP.value());
    all.put("sunpress.apps[0].secret", "canary-app-secret");
    all.put("sunpress.ledger.directory", directory.resolve("ledger").toString());
    // Tests of other things must not fail for a broker that shares two cores with them.
    all.put("sunpress.ledger.lookup-timeout", "15s");
    all.put("sunpress.requests.acknowledge-timeout", "15s");
    all.put("spring.main.banner-mode", "off");
    return all;
  }
}
