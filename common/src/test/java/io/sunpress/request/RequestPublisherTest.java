package io.sunpress.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.Examples;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import io.sunpress.message.TraceContext;
import io.sunpress.parts.LocalBroker;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
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

class RequestPublisherTest {
  private static final Topics TOPICS = new Topics("sunpress.", 5, Duration.ofDays(1));
  private static final Duration MAX_BLOCK = Duration.ofMillis(1_500);
  private static final Duration DELIVERY = Duration.ofMillis(2_500);

  private static LocalBroker broker;
  private static KafkaProducer<String, byte[]> producer;
  private static RequestPublisher intake;

  @BeforeAll
  static void start(@TempDir Path dir) {
    broker = LocalBroker.start(dir, 0);
    producer = producer();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> new TopicSetup(TOPICS).ensure(admin) instanceof TopicCheckResult.Ready);
    }
    intake = new RequestPublisher(Examples.judge(), producer::send, TOPICS);
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void saysAcceptedWithTheBrokersOwnTime() throws Exception {
    CodeRequest codeRequest = question("lane", "x1");
    TraceContext traceContext = new TraceContext(Map.of("traceparent", "00-1-2-01"));

    PublishResult publishResult = publish(intake, codeRequest, Priority.INTERACTIVE, traceContext);

    ConsumerRecord<String, byte[]> record = find(TOPICS.requests(), codeRequest);
    assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(publishResult)
        .isInstanceOfSatisfying(
            PublishResult.Acknowledged.class,
            yes -> assertThat(yes.askedAt().toEpochMilli()).isEqualTo(record.timestamp()));
    assertThat(CodeRequestMessageCodec.read(record.value()))
        .isEqualTo(new DecodeResult.Message(codeRequest.message()));
    assertThat(TraceContext.of(record.headers())).isEqualTo(traceContext);
  }

  @Test
  void putsACodeIntoItsOwnPartitionOnBothLanes() throws Exception {
    for (Priority priority : Priority.values()) {
      Map<String, Integer> wanted = new HashMap<>();
      for (int i = 0; i < 20; i++) {
        CodeRequest codeRequest = question("partition-" + priority, "s" + i);
        publish(intake, codeRequest, priority, TraceContext.NONE);
        wanted.put(codeRequest.id().value(), TOPICS.partition(codeRequest.id()));
      }

      assertThat(read(priority.topic(TOPICS), wanted.keySet()))
          .hasSize(20)
          .allSatisfy(record -> assertThat(record.partition()).isEqualTo(wanted.get(record.key())));
      assertThat(Set.copyOf(wanted.values())).hasSizeGreaterThan(1);
    }
  }

  /** So that other clients, which key by the id alone, find what belongs together together. */
  @Test
  void choosesThePartitionThatKafkaItselfWouldChoose() throws Exception {
    for (int i = 0; i < 20; i++) {
      CodeRequest codeRequest = question("kafka", "s" + i);
      byte[] nothing = new byte[0];

      int chosen =
          producer
              .send(new ProducerRecord<>(TOPICS.events(), codeRequest.id().value(), nothing))
              .get(20, TimeUnit.SECONDS)
              .partition();

      assertThat(chosen).isEqualTo(TOPICS.partition(codeRequest.id()));
    }
  }

  @Test
  void doesNotSayAcceptedWhileKafkaIsAwayAndRecovers() throws Exception {
    try (KafkaProducer<String, byte[]> cold = producer()) {
      broker.stop();
      long began = System.nanoTime();

      PublishResult known =
          publish(intake, question("away", "a"), Priority.BULK, TraceContext.NONE);
      PublishResult unknown =
          publish(
              new RequestPublisher(Examples.judge(), cold::send, TOPICS),
              question("away", "b"),
              Priority.BULK,
              TraceContext.NONE);

      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(List.of(known, unknown)).allMatch(PublishResult.Unacknowledged.class::isInstance);
      assertThat(took).isLessThan(MAX_BLOCK.plus(DELIVERY).plusSeconds(4));
    } finally {
      broker.start();
    }
    assertThat(publish(intake, question("away", "c"), Priority.BULK, TraceContext.NONE))
        .isInstanceOf(PublishResult.Acknowledged.class);
  }

  @Test
  void doesNotSayAcceptedWhereThePartitionIsMissing() throws Exception {
    Topics more = new Topics("sunpress.", 10_000, Duration.ofDays(1));

    assertThat(
            publish(
                new RequestPublisher(Examples.judge(), producer::send, more),
                question("missing", "a"),
                Priority.BULK,
                TraceContext.NONE))
        .isInstanceOfSatisfying(
            PublishResult.Unacknowledged.class,
            silence ->
                assertThat(silence.cause())
                    .startsWith("Partition")
                    .contains("of topic sunpress.requests.bulk"));
  }

  @Test
  void doesNotSayAcceptedWhileTheProcessStops() throws Exception {
    KafkaProducer<String, byte[]> closed = producer();
    closed.close(Duration.ZERO);

    assertThat(
            publish(
                new RequestPublisher(Examples.judge(), closed::send, TOPICS),
                question("closed", "a"),
                Priority.BULK,
                TraceContext.NONE))
        .isInstanceOf(PublishResult.Unacknowledged.class);
  }

  @Test
  void doesNotSayAcceptedBeforeThereIsAProducer() throws Exception {
    RequestPublisher early =
        new RequestPublisher(
            Examples.judge(),
            (record, callback) -> {
              throw new KafkaException("no resolvable bootstrap urls");
            },
            TOPICS);

    assertThat(publish(early, question("early", "a"), Priority.BULK, TraceContext.NONE))
        .isInstanceOf(PublishResult.Unacknowledged.class);
  }

  private static PublishResult publish(
      RequestPublisher intake,
      CodeRequest codeRequest,
      Priority priority,
      TraceContext traceContext)
      throws Exception {
    return intake.publish(codeRequest, priority, traceContext).get(20, TimeUnit.SECONDS);
  }

  private static CodeRequest question(String page, String scene) {
    return intake
        .judge(CodeRequestMessage.of(page, scene))
        .fold(
            valid -> valid,
            refused -> {
              throw new AssertionError(refused.refusal());
            });
  }

  private static ConsumerRecord<String, byte[]> find(String topic, CodeRequest codeRequest) {
    List<ConsumerRecord<String, byte[]>> found = read(topic, Set.of(codeRequest.id().value()));
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
