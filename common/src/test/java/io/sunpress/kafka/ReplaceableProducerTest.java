package io.sunpress.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.parts.SecuredBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceableProducerTest {
  private static final String USER = "bob";
  private static final String PASSWORD = "canary-bob-password-1618";

  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ReplaceableProducer<String> producer =
      new ReplaceableProducer<>(this::mock, nanos::get);

  private MockProducer<String, byte[]> mock() {
    made.add(new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()));
    return made.get(made.size() - 1);
  }

  /** His user is made after the first attempt, as by an operator who mends a password. */
  @Test
  void sendsAgainAfterAFirstAuthenticationThatFailed(@TempDir Path dir) throws Exception {
    try (SecuredBroker broker =
            SecuredBroker.start(dir, Map.of("allow.everyone.if.no.acl.found", "true"));
        Admin operator = Admin.create(Map.of("bootstrap.servers", broker.openServers()));
        ReplaceableProducer<String> healing =
            new ReplaceableProducer<>(() -> real(broker), System::nanoTime)) {
      operator.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      assertThat(send(healing).orElseThrow()).isInstanceOf(SaslAuthenticationException.class);
      operator
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), PASSWORD)))
          .all()
          .get();
      await().atMost(Duration.ofSeconds(30)).until(() -> send(healing).isEmpty());
    }
  }

  private static KafkaProducer<String, byte[]> real(SecuredBroker broker) {
    Map<String, Object> settings = new HashMap<>(broker.client("SCRAM-SHA-256", USER, PASSWORD));
    settings.putAll(
        Map.of(
            "max.block.ms",
            1_000,
            "request.timeout.ms",
            1_000,
            "delivery.timeout.ms",
            2_000,
            "linger.ms",
            0));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private static Optional<Exception> send(ReplaceableProducer<String> by) throws Exception {
    CompletableFuture<Optional<Exception>> sent = new CompletableFuture<>();
    by.send(record("t"), (metadata, failure) -> sent.complete(Optional.ofNullable(failure)));
    return sent.get(20, TimeUnit.SECONDS);
  }

  @Test
  void replacesAProducerThatOnlyTimesOut() {
    fails(new TimeoutException("late"));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    fails(new TimeoutException("late"));
    assertThat(made).hasSize(1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    fails(new TimeoutException("late"));
    succeeds();
    assertThat(made).hasSize(2);
    await().until(() -> made.get(0).closed());
  }

  @Test
  void leavesAProducerThatIsAcknowledgedAtTimes() {
    fails(new TimeoutException("late"));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    succeeds();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    fails(new TimeoutException("late"));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    fails(new TimeoutException("late"));
    assertThat(made).hasSize(1);
  }

  @Test
  void leavesAProducerWhereOneTopicIsRefusedForEver() {
    for (int i = 0; i < 100; i++) {
      fails(new TopicAuthorizationException("Not authorized to access topics: [t]"));
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    assertThat(made).hasSize(1).noneMatch(MockProducer::closed);
  }

  @Test
  void makesOneProducerASecondHoweverManyFail() {
    fails(new SaslAuthenticationException("wrong"));
    List<Exception> failures = new ArrayList<>();
    producer.send(record("t"), (metadata, failure) -> failures.add(failure));
    assertThat(failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("wrong"));
    assertThat(made).hasSize(1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    succeeds();
    assertThat(made).hasSize(2);
  }

  private void fails(RuntimeException failure) {
    producer.send(record("t"), (metadata, reported) -> assertThat(reported).isSameAs(failure));
    made.get(made.size() - 1).errorNext(failure);
  }

  private void succeeds() {
    producer.send(record("t"), (metadata, reported) -> assertThat(reported).isNull());
    made.get(made.size() - 1).completeNext();
  }

  private static ProducerRecord<String, byte[]> record(String topic) {
    return new ProducerRecord<>(topic, "k", new byte[] {1});
  }
}
