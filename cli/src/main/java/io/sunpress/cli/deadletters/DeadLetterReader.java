package io.sunpress.cli.deadletters;

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
final class DeadLetterReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long TIMEOUT_NANOS = Duration.ofSeconds(30).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private final String topic;
  private final Map<TopicPartition, Long> ends;

  /**
   * Closes the consumer in the end.
   *
   * @throws KafkaException if the topic does not exist, or the broker does not answer
   */
  DeadLetterReader(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanoTime) {
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

  /** Receives the records. */
  interface RecordHandler {
    void accept(ConsumerRecord<byte[], byte[]> record);

    /** Whether more of a partition may come now. */
    default boolean hasRoom(int partition) {
      return true;
    }
  }

  /** Reads these, in this order. */
  void forEach(
      List<TimedPosition> order,
      Function<ConsumerRecord<byte[], byte[]>, DeadLetter> letters,
      java.util.function.Consumer<DeadLetter> action) {
    forEach(new OldestFirstOrder(retained(order), letters, action));
  }

  /** Those that retention has not deleted meanwhile. */
  private List<TimedPosition> retained(List<TimedPosition> order) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment());
    return order.stream()
        .filter(ref -> begins.get(new TopicPartition(topic, ref.partition())) <= ref.offset())
        .toList();
  }

  /** Reads all records. */
  void forEach(RecordHandler handler) {
    consumer.seekToBeginning(consumer.assignment());
    long received = nanoTime.getAsLong();
    while (isOpen(handler)) {
      boolean empty = true;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        empty = false;
        if (record.offset() < end(record)) {
          handler.accept(record);
        }
      }
      received = empty ? received : nanoTime.getAsLong();
      if (nanoTime.getAsLong() - received > TIMEOUT_NANOS) {
        throw new TimeoutException(
            "Kafka sent nothing for " + TIMEOUT_NANOS / 1_000_000_000 + " s");
      }
    }
  }

  /**
   * Whether any partition is not read to its end. Those that are, and those that there is no room
   * for, are paused.
   */
  private boolean isOpen(RecordHandler handler) {
    Map<Boolean, List<TopicPartition>> wanted =
        ends.keySet().stream()
            .collect(
                Collectors.partitioningBy(
                    partition -> isOpen(partition) && handler.hasRoom(partition.partition())));
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
