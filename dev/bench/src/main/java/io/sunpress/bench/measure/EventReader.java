package io.sunpress.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events topic from its beginning, in a thread of its own, into the journal. */
public final class EventReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final Consumer<String, byte[]> consumer;
  private final MeasuredRequests measuredRequests;
  private final Thread thread;
  private final AtomicLong delayed = new AtomicLong();
  private final Queue<CompletableFuture<Boolean>> questions = new ConcurrentLinkedQueue<>();
  private volatile Optional<RuntimeException> broken = Optional.empty();

  private EventReader(String bootstrapServers, String topic, MeasuredRequests measuredRequests) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.measuredRequests = measuredRequests;
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    this.thread = new Thread(this::follow, "event-reader");
  }

  /** Begins to read. */
  public static EventReader start(
      String bootstrapServers, String topic, MeasuredRequests measuredRequests) {
    EventReader reader = new EventReader(bootstrapServers, topic, measuredRequests);
    reader.thread.start();
    return reader;
  }

  /** How many events announced a delay of a request. */
  public long delayed() {
    return delayed.get();
  }

  /**
   * @throws IllegalStateException if it had to stop reading
   */
  public void check() {
    broken.ifPresent(
        cause -> {
          throw new IllegalStateException("events can't be read", cause);
        });
  }

  /** Whether it has read, after this question, all that was there when it was asked. */
  public boolean isAtEnd() {
    try {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      questions.add(answer);
      return answer.get(END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private void follow() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::read);
        for (var asked = questions.poll(); asked != null; asked = questions.poll()) {
          asked.complete(hasReadAll());
        }
      }
    } catch (WakeupException e) {
      // Asked to stop.
    } catch (RuntimeException e) {
      broken = Optional.of(e);
    }
  }

  private boolean hasReadAll() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    JsonNode data = JSON.readTree(record.value());
    String status = data.path("status").asString("");
    if (status.equals("delayed")) {
      delayed.incrementAndGet();
      return;
    }
    measuredRequests.ended(
        new FinalEvent(
            new String(record.headers().lastHeader("ce_id").value(), UTF_8),
            data.path("requestId").asString(""),
            status.equals("ready"),
            data.path("sha256").asString("")));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
