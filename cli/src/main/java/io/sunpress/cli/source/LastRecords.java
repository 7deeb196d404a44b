package io.sunpress.cli.source;

import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.worker.source.SourceTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads the ends of topics. */
final class LastRecords {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private LastRecords() {}

  /**
   * The last records by their time, oldest first.
   *
   * @throws InvalidConfigurationException where a topic does not exist
   * @throws org.apache.kafka.common.KafkaException where the broker does not answer
   */
  static List<ConsumerRecord<byte[], byte[]>> read(
      Consumer<byte[], byte[]> consumer, SourceTopics topics, int count) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer, topics), TIMEOUT);
    consumer.assign(ends.keySet());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet(), TIMEOUT);
    ends.forEach((one, end) -> consumer.seek(one, Math.max(begins.get(one), end - count)));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!isAtEnd(consumer, ends) && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    return records.subList(Math.max(0, records.size() - count), records.size());
  }

  private static List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, SourceTopics topics) {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics(TIMEOUT);
    topics
        .missing(existing.keySet())
        .ifPresent(
            missing -> {
              throw new InvalidConfigurationException(missing, "Create it, or correct its name.");
            });
    return existing.entrySet().stream()
        .filter(topic -> topics.includes(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static boolean isAtEnd(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
  }
}
