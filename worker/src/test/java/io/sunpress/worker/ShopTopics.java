package io.sunpress.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A shop's own topics, on the same broker. */
final class ShopTopics implements AutoCloseable {
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  ShopTopics(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    this.admin = Admin.create(settings);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void create(String topic) {
    try {
      NewTopic one = new NewTopic(topic, Optional.of(2), Optional.empty());
      admin.createTopics(List.of(one)).all().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not created", e);
    }
  }

  void write(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not written", e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
