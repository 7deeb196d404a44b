package io.sunpress.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The few client calls by which the tests tell whether a broker kept what it was given. */
record BrokerClient(String bootstrapServers) {
  static final TopicPartition FIRST = new TopicPartition("kept", 0);
  static final String GROUP = "readers";

  /** Makes the topic, writes the records and commits an offset of 1. */
  void fill(String... records) throws Exception {
    try (var admin = admin()) {
      var topic = new NewTopic(FIRST.topic(), 3, (short) 1);
      topic.configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
    }
    write(records);
    try (var consumer = consumer()) {
      consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(1)), Duration.ofSeconds(20));
    }
  }

  void write(String... records) throws Exception {
    try (var producer = producer(Map.of())) {
      for (String value : records) {
        producer
            .send(new ProducerRecord<>(FIRST.topic(), FIRST.partition(), null, value))
            .get(20, TimeUnit.SECONDS);
      }
    }
  }

  List<String> read(int count) {
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (var consumer = consumer()) {
      consumer.assign(List.of(FIRST));
      consumer.seekToBeginning(List.of(FIRST));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
      }
    }
    return values;
  }

  long committed() throws Exception {
    try (var admin = admin()) {
      return admin
          .listConsumerGroupOffsets(GROUP)
          .partitionsToOffsetAndMetadata()
          .get(20, TimeUnit.SECONDS)
          .get(FIRST)
          .offset();
    }
  }

  String clusterId() throws Exception {
    try (var admin = admin()) {
      return admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS);
    }
  }

  Admin admin() {
    return Admin.create(settings());
  }

  KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(settings());
    all.putAll(more);
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer());
  }

  private Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers", bootstrapServers, "group.id", GROUP, "enable.auto.commit", false);
  }
}
