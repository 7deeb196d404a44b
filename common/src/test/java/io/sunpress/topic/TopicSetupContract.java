package io.sunpress.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.Ports;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the set-up of topics must do on every Kafka. */
abstract class TopicSetupContract {
  private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

  private final Topics topics =
      new Topics("i" + INSTALLATIONS.incrementAndGet() + ".", 3, Duration.ofDays(30));
  private Admin admin;

  /** The Kafka under test. */
  abstract String bootstrapServers();

  @BeforeEach
  void connect() {
    admin = admin(bootstrapServers(), 10_000);
  }

  @AfterEach
  void disconnect() {
    admin.close(Duration.ofSeconds(5));
  }

  @Test
  void createsEveryTopicWithItsPolicy() throws Exception {
    assertThat(look()).isInstanceOf(TopicCheckResult.Ready.class);

    for (TopicSpec spec : topics.all()) {
      assertThat(shape(spec.name()).partitions()).as(spec.name()).hasSize(spec.partitions());
      Config config = config(spec.name());
      assertThat(spec.configs())
          .allSatisfy(
              (key, value) ->
                  assertThat(config.get(key).value()).as(spec.name() + " " + key).isEqualTo(value));
    }
    assertThat(policy(topics.requests()))
        .isEqualTo(Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime"));
    assertThat(policy(topics.answers()).get("cleanup.policy")).isEqualTo("compact");
    assertThat(config(topics.requests()).get("retention.ms").value()).isEqualTo("2592000000");
    assertThat(config(topics.answers()).get("segment.ms").value()).isEqualTo("86400000");
    assertThat(shape(topics.apps()).partitions()).hasSize(1);
  }

  @Test
  void findsEverythingReadyAtTheSecondLook() throws Exception {
    look();

    assertThat(new TopicSetup(topics).ensure(admin)).isInstanceOf(TopicCheckResult.Ready.class);
  }

  @Test
  void isReadyForAllWhoStartAtOnce() {
    List<CompletableFuture<TopicCheckResult>> looks =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(this::look)).toList();

    assertThat(looks)
        .allSatisfy(
            look ->
                assertThat(look.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(TopicCheckResult.Ready.class));
  }

  @Test
  void takesWhatAnotherStarterMadeThisMoment() throws Exception {
    try (Admin tooLate = new TooLate(settings(bootstrapServers(), 10_000))) {
      TopicCheckResult state = new TopicSetup(topics).ensure(tooLate);

      assertThat(state.toString()).doesNotContain("TopicExists");
      assertThat(look()).isInstanceOf(TopicCheckResult.Ready.class);
    }
  }

  @Test
  void refusesAnotherNumberOfPartitions() throws Exception {
    create(new NewTopic(topics.requests(), 2, (short) 1).configs(timestamped()));

    assertThat(complaints())
        .containsExactly(
            "topic %s has 2 partitions, needed are 3 (setting sunpress.topics.partitions)"
                .formatted(topics.requests()));
  }

  @Test
  void refusesAnotherCleanupPolicy() throws Exception {
    create(
        new NewTopic(topics.answers(), 3, (short) 1).configs(Map.of("cleanup.policy", "delete")));

    assertThat(complaints())
        .containsExactly(
            "topic %s has cleanup.policy=delete, needed is compact".formatted(topics.answers()));
  }

  @Test
  void refusesTimesThatTheBrokerDidNotSet() throws Exception {
    create(new NewTopic(topics.bulkRequests(), 3, (short) 1));

    assertThat(complaints())
        .containsExactly(
            "topic %s has message.timestamp.type=CreateTime, needed is LogAppendTime"
                .formatted(topics.bulkRequests()));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() throws Exception {
    create(new NewTopic(topics.answers(), 1, (short) 1));
    create(new NewTopic(topics.events(), 1, (short) 1).configs(timestamped()));

    assertThat(complaints()).hasSize(3);
  }

  @Test
  void leavesOtherSystemsTopicAsItIs() throws Exception {
    create(new NewTopic(topics.inbox(), 7, (short) 1).configs(Map.of("cleanup.policy", "compact")));

    assertThat(look()).isInstanceOf(TopicCheckResult.Ready.class);
    assertThat(shape(topics.inbox()).partitions()).hasSize(7);
  }

  @Test
  void makesNoTopicWithFewerReplicasThanWanted() throws Exception {
    TopicSetup setup = new TopicSetup(topics, new TopicCreation(true, 3), RequiredAccess.NONE);

    assertThat(setup.ensure(admin))
        .isInstanceOfSatisfying(
            TopicCheckResult.Away.class,
            away ->
                assertThat(away.cause())
                    .contains(topics.requests(), "can't be created", "replication factor")
                    .contains("sunpress.topics.replication=3"));
    assertThat(admin.listTopics().names().get()).doesNotContain(topics.requests());
  }

  @Test
  void refusesFewerReplicasThanTheSettingPromises() throws Exception {
    look();
    TopicCheckResult state =
        new TopicSetup(topics, new TopicCreation(true, 3), RequiredAccess.NONE).ensure(admin);

    assertThat(((TopicCheckResult.Wrong) state).complaints())
        .contains(
            "topic %s has replication factor 1, needed is 3 (setting sunpress.topics.replication)"
                .formatted(topics.requests()));
  }

  @Test
  void warnsOfTheBrokersOnlyReplica() {
    assertThat(ready().warnings())
        .anySatisfy(
            warning -> assertThat(warning).contains(topics.answers(), "replication factor 1"));
  }

  @Test
  void refusesMoreInSyncReplicasThanThereAre() throws Exception {
    Map<String, String> settings = new HashMap<>(timestamped());
    settings.put("min.insync.replicas", "2");
    create(new NewTopic(topics.requests(), 3, (short) 1).configs(settings));

    assertThat(complaints())
        .containsExactly(
            "topic %s has min.insync.replicas=2 and replication factor 1: nothing can be written"
                .formatted(topics.requests()));
  }

  @Test
  void refusesABoundOfBytesWhereRequestsAre() throws Exception {
    Map<String, String> settings = new HashMap<>(timestamped());
    settings.put("retention.bytes", "1000000");
    create(new NewTopic(topics.parked(), 3, (short) 1).configs(settings));

    assertThat(complaints())
        .containsExactly(
            "topic %s has retention.bytes=1000000, needed is -1: requests would be deleted unanswered"
                .formatted(topics.parked()));
  }

  @Test
  void goesByTheShortestRealRetention() throws Exception {
    Map<String, String> settings = new HashMap<>(timestamped());
    settings.put("retention.ms", "3600000");
    create(new NewTopic(topics.bulkRequests(), 3, (short) 1).configs(settings));

    TopicCheckResult.Ready ready = ready();
    assertThat(ready.retention()).contains(Duration.ofHours(1));
    assertThat(ready.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(topics.bulkRequests(), "retention.ms=3600000", "expire by it"));
  }

  @Test
  void leavesMakingToOthersWhereItMust() throws Exception {
    TopicSetup setup = new TopicSetup(topics, TopicCreation.NONE, RequiredAccess.NONE);

    assertThat(setup.ensure(admin))
        .isInstanceOfSatisfying(
            TopicCheckResult.Missing.class,
            missing ->
                assertThat(missing.topics())
                    .hasSize(topics.all().size() - 1)
                    .contains(topics.requests())
                    .doesNotContain(topics.inbox()));
    assertThat(admin.listTopics().names().get()).doesNotContain(topics.requests());
    look();
    assertThat(setup.ensure(admin)).isInstanceOf(TopicCheckResult.Ready.class);
  }

  @Test
  void looksForASourcesTopicAndNeverMakesIt() throws Exception {
    String source = topics.prefix() + "of-a-shop";
    TopicSetup setup =
        new TopicSetup(
            topics,
            TopicCreation.DEFAULT,
            RequiredAccess.of(List.of(source), List.of(), List.of()));
    look();

    assertThat(setup.ensure(admin))
        .isInstanceOfSatisfying(
            TopicCheckResult.Away.class,
            away -> assertThat(away.cause()).contains("topic " + source + " is not there"));
    create(new NewTopic(source, 1, (short) 1));
    Awaitility.await().until(() -> setup.ensure(admin) instanceof TopicCheckResult.Ready);
  }

  @Test
  void saysThatKafkaIsAway() throws Exception {
    try (Admin nobody = admin("127.0.0.1:" + Ports.free(), 1_500)) {
      assertThat(new TopicSetup(topics).ensure(nobody))
          .isInstanceOfSatisfying(
              TopicCheckResult.Away.class,
              away -> assertThat(away.cause()).startsWith("Kafka does not answer: "));
    }
  }

  /** Looks as callers do: again while Kafka does not know yet what it was just told to make. */
  private TopicCheckResult look() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> new TopicSetup(topics).ensure(admin),
            state -> !(state instanceof TopicCheckResult.Away));
  }

  private TopicCheckResult.Ready ready() {
    TopicCheckResult state = look();
    assertThat(state).isInstanceOf(TopicCheckResult.Ready.class);
    return (TopicCheckResult.Ready) state;
  }

  private List<String> complaints() {
    TopicCheckResult state = look();
    assertThat(state).isInstanceOf(TopicCheckResult.Wrong.class);
    return ((TopicCheckResult.Wrong) state).complaints();
  }

  private void create(NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
  }

  private static Map<String, String> timestamped() {
    return Map.of("message.timestamp.type", "LogAppendTime");
  }

  private TopicDescription shape(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(20, TimeUnit.SECONDS)
        .get(topic);
  }

  private Map<String, String> policy(String topic) throws Exception {
    Config config = config(topic);
    return Map.of(
        "cleanup.policy", config.get("cleanup.policy").value(),
        "message.timestamp.type", config.get("message.timestamp.type").value());
  }

  private Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get(20, TimeUnit.SECONDS).get(resource);
  }

  private static Admin admin(String bootstrapServers, int timeoutMs) {
    return Admin.create(settings(bootstrapServers, timeoutMs));
  }

  private static Map<String, Object> settings(String bootstrapServers, int timeoutMs) {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
  }

  /** Somebody else creates the same topics just before this one does. */
  private static final class TooLate extends ForwardingAdmin {
    TooLate(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public CreateTopicsResult createTopics(
        Collection<NewTopic> wanted, CreateTopicsOptions options) {
      super.createTopics(wanted, options).all().toCompletionStage().toCompletableFuture().join();
      return super.createTopics(wanted, options);
    }
  }
}
