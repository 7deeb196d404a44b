package io.sunpress.worker.deadletters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
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
  private final String topic;
  private final Map<TopicPartition, Long> ends;

  /**
   * Takes the consumer over.
   *
   * @throws KafkaException where the topic is not there, or no answer comes
   */
  LetterReader(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
    this.topic = topic;
    try {
      this.ends = ends();
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  private Map<TopicPartition, Long> ends() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("topic " + topic + " is not there");
    }
    consumer.assign(
        partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList());
    return consumer.endOffsets(consumer.assignment());
  }

  /** Somebody who reads the topic. */
  interface Reading {
    void accept(ConsumerRecord<byte[], byte[]> record);

    /** Whether more of a partition may come now. */
    default boolean hasRoom(int partition) {
      return true;
    }
  }

  /** Reads these letters, in this order. */
  void forEach(
      List<Ref> order,
      Function<ConsumerRecord<byte[], byte[]>, Letter> letters,
      java.util.function.Consumer<Letter> reader) {
    forEach(new OldestFirst(still(order), letters, reader));
  }

  /** Those that retention has not taken meanwhile. */
  private List<Ref> still(List<Ref> order) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment());
    return order.stream()
        .filter(ref -> begins.get(new TopicPartition(topic, ref.partition())) <= ref.offset())
        .toList();
  }

  /** Reads all of it once more. */
  void forEach(Reading reader) {
    consumer.seekToBeginning(consumer.assignment());
    long heard = nanoTime.getAsLong();
    while (isOpen(reader)) {
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
   * Whether any partition is not read to its end. Those that are rest, so that their growth is not
   * read; and those that there is no room for.
   */
  private boolean isOpen(Reading reader) {
    Map<Boolean, List<TopicPartition>> wanted =
        ends.keySet().stream()
            .collect(
                Collectors.partitioningBy(
                    partition -> isOpen(partition) && reader.hasRoom(partition.partition())));
    consumer.pause(wanted.get(false));
    consumer.resume(wanted.get(true));
    return ends.keySet().stream().anyMatch(this::isOpen);
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
