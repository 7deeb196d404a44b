package io.sunpress.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A shop system: writes to the inbox, reads the events, knows nothing else. */
final class ShopSystem implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  ShopSystem(String bootstrapServers) {
    Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers);
    producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "shop-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of("sunpress.events"));
  }

  void writes(String message) throws Exception {
    producer
        .send(new ProducerRecord<>("sunpress.inbox", message.getBytes(UTF_8)))
        .get(10, TimeUnit.SECONDS);
  }

  /** The first event that a word stands in, on the topic from its beginning. */
  String readsEventWith(String word) {
    return new String(reads(record -> text(record).contains(word)).value(), UTF_8);
  }

  ConsumerRecord<String, byte[]> reads(Predicate<ConsumerRecord<String, byte[]>> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<String, byte[]> record : seen) {
        if (wanted.test(record)) {
          return record;
        }
      }
      consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
    }
    throw new AssertionError("no such event among " + seen.stream().map(ShopSystem::text).toList());
  }

  static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
