package io.sunpress.topic;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.SecuredBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reported where Kafka refuses something: the topic, the right, and Kafka's own words. */
class TopicRightsTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static SecuredBroker broker;
  private static Admin operator;
  private static Admin alice;

  private final Topics topics =
      new Topics("r" + COUNT.incrementAndGet() + ".", 1, Duration.ofDays(30));
  private final RequiredAccess access =
      RequiredAccess.of(
          List.of(topics.requests(), topics.answers()),
          List.of(topics.requests()),
          List.of(topics.group("sunpress-worker")));

  @BeforeAll
  static void start(@TempDir Path dir) {
    broker =
        SecuredBroker.start(
            dir, Map.of("create.topic.policy.class.name", RefusingPolicy.class.getName()));
    operator = Admin.create(Map.of("bootstrap.servers", broker.openServers()));
    alice = Admin.create(broker.client("PLAIN", SecuredBroker.USER, SecuredBroker.PASSWORD));
  }

  @AfterAll
  static void stop() {
    alice.close(Duration.ofSeconds(1));
    operator.close(Duration.ofSeconds(1));
    broker.close();
  }

  @Test
  void namesTheRightToSeeATopic() {
    isAwayFor(
        RequiredAccess.NONE,
        "Kafka: topics ",
        topics.answers(),
        "can't be seen without the right Describe: Topic authorization failed.");
  }

  @Test
  void needNotSeeWhatItDoesNotUse() throws Exception {
    made();
    isAwayFor(
        access,
        "Kafka: topics %s, %s can't be seen without"
            .formatted(topics.answers(), topics.requests()));
  }

  @Test
  void namesTheRightToMakeATopic() throws Exception {
    grant(ResourceType.TOPIC, topics.prefix(), DESCRIBE);
    isAwayFor(
        RequiredAccess.NONE,
        topics.requests(),
        "can't be created without the right Create",
        "sunpress.topics.create=false",
        "uthoriz");
  }

  @Test
  void namesTheRightsToReadAndWrite() throws Exception {
    made();
    grant(ResourceType.TOPIC, topics.prefix(), DESCRIBE, DESCRIBE_CONFIGS);
    isAwayFor(
        access,
        "topic %s can't be used: the right Read on it is missing".formatted(topics.answers()),
        "topic %s can't be used: the right Read and Write on it is missing"
            .formatted(topics.requests()));
  }

  @Test
  void namesTheRightOnAGroup() throws Exception {
    made();
    grant(ResourceType.TOPIC, topics.prefix(), DESCRIBE_CONFIGS, READ, WRITE);
    isAwayFor(
        access,
        "group %ssunpress-worker can't be joined: the right Read on it is missing"
            .formatted(topics.prefix()));
    grant(ResourceType.GROUP, topics.prefix(), READ);
    assertThat(ready(access).retention()).contains(Duration.ofDays(30));
  }

  @Test
  void isOnlyWarnedWhereSettingsMayNotBeRead() throws Exception {
    made();
    grant(ResourceType.TOPIC, topics.prefix(), READ, WRITE);
    TopicCheckResult.Ready ready = ready(RequiredAccess.NONE);
    assertThat(ready.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains(topics.requests())
                    .contains("without the right DescribeConfigs"));
    assertThat(ready.retention()).isEmpty();
  }

  @Test
  void makesTopicsWithTheRightTo() throws Exception {
    grant(ResourceType.TOPIC, topics.prefix(), CREATE, DESCRIBE, DESCRIBE_CONFIGS);
    assertThat(ready(RequiredAccess.NONE).retention()).contains(Duration.ofDays(30));
  }

  @Test
  void passesOnWhatAPolicyReports() throws Exception {
    Topics refused = new Topics("refused.", 1, Duration.ofDays(1));
    TopicCheckResult result = new TopicSetup(refused).ensure(operator);
    assertThat(((TopicCheckResult.Away) result).cause())
        .contains("refused.requests", "can't be created: " + RefusingPolicy.SENTENCE);
  }

  @Test
  void passesOnThatAPasswordIsWrong() throws Exception {
    String wrong = "canary-wrong-2718";
    try (Admin stranger = Admin.create(broker.client("PLAIN", SecuredBroker.USER, wrong))) {
      TopicCheckResult result = new TopicSetup(topics).ensure(stranger);
      assertThat(((TopicCheckResult.Away) result).cause())
          .isEqualTo("Kafka: Authentication failed: Invalid username or password");
    }
  }

  @Test
  void passesOnThatAMechanismIsUnknown() throws Exception {
    Map<String, Object> client =
        new java.util.HashMap<>(broker.client("SCRAM-SHA-256", SecuredBroker.USER, "x"));
    client.put("sasl.mechanism", "SCRAM-SHA-512");
    try (Admin stranger = Admin.create(client)) {
      TopicCheckResult result = new TopicSetup(topics).ensure(stranger);
      assertThat(((TopicCheckResult.Away) result).cause())
          .contains("SCRAM-SHA-512", "enabled mechanisms are");
    }
  }

  private void made() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> new TopicSetup(topics).ensure(operator) instanceof TopicCheckResult.Ready);
  }

  /** A right is known to the broker a moment after it was granted. */
  private void isAwayFor(RequiredAccess required, String... parts) {
    TopicSetup setup = new TopicSetup(topics, TopicCreation.DEFAULT, required);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(setup.ensure(alice))
                    .isInstanceOfSatisfying(
                        TopicCheckResult.Away.class,
                        away ->
                            assertThat(away.cause()).contains(parts).doesNotContain("Exception")));
  }

  private TopicCheckResult.Ready ready(RequiredAccess required) {
    return (TopicCheckResult.Ready)
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> new TopicSetup(topics, TopicCreation.DEFAULT, required).ensure(alice),
                TopicCheckResult.Ready.class::isInstance);
  }

  private static void grant(ResourceType type, String prefix, AclOperation... operations)
      throws Exception {
    ResourcePattern pattern = new ResourcePattern(type, prefix, PatternType.PREFIXED);
    List<AclBinding> bindings =
        Arrays.stream(operations)
            .map(
                operation ->
                    new AclBinding(
                        pattern,
                        new AccessControlEntry(
                            "User:" + SecuredBroker.USER, "*", operation, AclPermissionType.ALLOW)))
            .toList();
    operator.createAcls(bindings).all().get();
  }
}
