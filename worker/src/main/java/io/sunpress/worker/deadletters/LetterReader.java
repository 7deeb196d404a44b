package io.sunpress.worker.deadletters;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the topic from its beginning to where it ended when the reader was made, as often as
 * wanted; belongs to no group and commits nothing.
 */
final class LetterReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Long> ends;

  /**
   * Takes the consumer over.
   *
   * @throws KafkaException where the topic is not there, or no answer comes
   */
  LetterReader(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
    try {
      this.ends = ends(topic);
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  private Map<TopicPartition, Long> ends(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("topic " + topic + " is not there");
    }
    consumer.assign(
        partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList());
    return consumer.endOffsets(consumer.assignment());
  }

  /** Reads all of it once more. */
  void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.resume(consumer.assignment());
    consumer.seekToBeginning(consumer.assignment());
    long heard = nanoTime.getAsLong();
    for (Collection<TopicPartition> open = open(); !open.isEmpty(); open = open()) {
      boolean silent = true;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        silent = false;
        if (record.offset() < end(record)) {
          reader.accept(record);
        }
      }
      heard = silent ? heard : nanoTime.getAsLong();
      if (nanoTime.getAsLong() - heard > PATIENCE_NANOS) {
        throw new TimeoutException(
            "Kafka sent nothing for " + PATIENCE_NANOS / 1_000_000_000 + " s");
      }
    }
  }

  /**
   * Partitions that are not read to their end; the others rest, so that their growth is not read.
   */
  private Collection<TopicPartition> open() {
    consumer.pause(ends.keySet().stream().filter(partition -> !isOpen(partition)).toList());
    return ends.keySet().stream().filter(this::isOpen).toList();
  }

  private boolean isOpen(TopicPartition partition) {
    return consumer.position(partition) < ends.get(partition);
  }

  private long end(ConsumerRecord<byte[], byte[]> record) {
    return ends.get(new TopicPartition(record.topic(), record.partition()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
