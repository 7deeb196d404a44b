package io.sunpress.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.Examples;
import io.sunpress.message.Decoded;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.message.Trace;
import io.sunpress.parts.LocalBroker;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.TopicState;
import io.sunpress.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private static final Topics TOPICS = new Topics("sunpress.", 5, Duration.ofDays(1));
  private static final Duration MAX_BLOCK = Duration.ofMillis(1_500);
  private static final Duration DELIVERY = Duration.ofMillis(2_500);

  private static LocalBroker broker;
  private static KafkaProducer<String, byte[]> producer;
  private static Intake intake;

  @BeforeAll
  static void start(@TempDir Path dir) {
    broker = LocalBroker.start(dir, 0);
    producer = producer();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> new TopicSetup(TOPICS).ensure(admin) instanceof TopicState.Ready);
    }
    intake = new Intake(Examples.judge(), () -> producer, TOPICS);
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void saysAcceptedWithTheBrokersOwnTime() throws Exception {
    Question question = question("lane", "x1");
    Trace trace = new Trace(Map.of("traceparent", "00-1-2-01"));

    Publication publication = publish(intake, question, Lane.INTERACTIVE, trace);

    ConsumerRecord<String, byte[]> record = find(TOPICS.requests(), question);
    assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(publication)
        .isInstanceOfSatisfying(
            Publication.Acknowledged.class,
            yes -> assertThat(yes.askedAt().toEpochMilli()).isEqualTo(record.timestamp()));
    assertThat(GenerateCodeCodec.read(record.value()))
        .isEqualTo(new Decoded.Message<>(question.message()));
    assertThat(Trace.of(record.headers())).isEqualTo(trace);
  }

  @Test
  void putsACodeIntoItsOwnPartitionOnBothLanes() throws Exception {
    for (Lane lane : Lane.values()) {
      Map<String, Integer> wanted = new HashMap<>();
      for (int i = 0; i < 20; i++) {
        Question question = question("partition-" + lane, "s" + i);
        publish(intake, question, lane, Trace.NONE);
        wanted.put(question.id().value(), TOPICS.partition(question.id()));
      }

      assertThat(read(lane.topic(TOPICS), wanted.keySet()))
          .hasSize(20)
          .allSatisfy(record -> assertThat(record.partition()).isEqualTo(wanted.get(record.key())));
      assertThat(Set.copyOf(wanted.values())).hasSizeGreaterThan(1);
    }
  }

  /** So that other clients, which key by the id alone, find what belongs together together. */
  @Test
  void choosesThePartitionThatKafkaItselfWouldChoose() throws Exception {
    for (int i = 0; i < 20; i++) {
      Question question = question("kafka", "s" + i);
      byte[] nothing = new byte[0];

      int chosen =
          producer
              .send(new ProducerRecord<>(TOPICS.events(), question.id().value(), nothing))
              .get(20, TimeUnit.SECONDS)
              .partition();

      assertThat(chosen).isEqualTo(TOPICS.partition(question.id()));
    }
  }

  @Test
  void doesNotSayAcceptedWhileKafkaIsAwayAndRecovers() throws Exception {
    try (KafkaProducer<String, byte[]> cold = producer()) {
      broker.stop();
      long began = System.nanoTime();

      Publication known = publish(intake, question("away", "a"), Lane.BULK, Trace.NONE);
      Publication unknown =
          publish(
              new Intake(Examples.judge(), () -> cold, TOPICS),
              question("away", "b"),
              Lane.BULK,
              Trace.NONE);

      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(List.of(known, unknown)).allMatch(Publication.Unacknowledged.class::isInstance);
      assertThat(took).isLessThan(MAX_BLOCK.plus(DELIVERY).plusSeconds(4));
    } finally {
      broker.start();
    }
    assertThat(publish(intake, question("away", "c"), Lane.BULK, Trace.NONE))
        .isInstanceOf(Publication.Acknowledged.class);
  }

  @Test
  void doesNotSayAcceptedWhereThePartitionIsMissing() throws Exception {
    Topics more = new Topics("sunpress.", 10_000, Duration.ofDays(1));

    assertThat(
            publish(
                new Intake(Examples.judge(), () -> producer, more),
                question("missing", "a"),
                Lane.BULK,
                Trace.NONE))
        .isEqualTo(new Publication.Unacknowledged("TimeoutException"));
  }

  @Test
  void doesNotSayAcceptedWhileTheProcessStops() throws Exception {
    KafkaProducer<String, byte[]> closed = producer();
    closed.close(Duration.ZERO);

    assertThat(
            publish(
                new Intake(Examples.judge(), () -> closed, TOPICS),
                question("closed", "a"),
                Lane.BULK,
                Trace.NONE))
        .isInstanceOf(Publication.Unacknowledged.class);
  }

  @Test
  void doesNotSayAcceptedBeforeThereIsAProducer() throws Exception {
    Intake early =
        new Intake(
            Examples.judge(),
            () -> {
              throw new KafkaException("no resolvable bootstrap urls");
            },
            TOPICS);

    assertThat(publish(early, question("early", "a"), Lane.BULK, Trace.NONE))
        .isInstanceOf(Publication.Unacknowledged.class);
  }

  private static Publication publish(Intake intake, Question question, Lane lane, Trace trace)
      throws Exception {
    return intake.publish(question, lane, trace).get(20, TimeUnit.SECONDS);
  }

  private static Question question(String page, String scene) {
    return intake
        .judge(GenerateCode.of(page, scene))
        .fold(
            valid -> valid,
            refused -> {
              throw new AssertionError(refused.refusal());
            });
  }

  private static ConsumerRecord<String, byte[]> find(String topic, Question question) {
    List<ConsumerRecord<String, byte[]>> found = read(topic, Set.of(question.id().value()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<ConsumerRecord<String, byte[]>> read(String topic, Set<String> keys) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, TOPICS.partitions())
              .mapToObj(i -> new TopicPartition(topic, i))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (found.size() < keys.size() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).records(topic).forEach(found::add);
        found.removeIf(record -> !keys.contains(record.key()));
      }
      return found;
    }
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "acks",
            "all",
            "linger.ms",
            0,
            "max.block.ms",
            (int) MAX_BLOCK.toMillis(),
            "request.timeout.ms",
            2_000,
            "delivery.timeout.ms",
            (int) DELIVERY.toMillis()),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
