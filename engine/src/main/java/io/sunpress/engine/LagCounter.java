package io.sunpress.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a topic is still to be done by this worker: everything from the first unfinished
 * record of each partition to its end. Counted every 5 s by the loop's thread, of what fetches have
 * told; for paused partitions they report nothing, and the broker is asked.
 */
final class LagCounter {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /**
   * More than the 500 ms that a fetch waits for records: a broker answers a connection's requests
   * in their order.
   */
  private static final Duration MOST = Duration.ofSeconds(1);

  private final AssignedPartitions assignedPartitions;
  private final LongSupplier nanoTime;
  private long countedAt;
  private volatile long records;

  LagCounter(AssignedPartitions assignedPartitions, LongSupplier nanoTime) {
    this.assignedPartitions = assignedPartitions;
    this.nanoTime = nanoTime;
    this.countedAt = nanoTime.getAsLong() - EVERY_NANOS;
  }

  long records() {
    return records;
  }

  void countIfDue(Consumer<byte[], byte[]> consumer) {
    if (nanoTime.getAsLong() - countedAt < EVERY_NANOS) {
      return;
    }
    countedAt = nanoTime.getAsLong();
    try {
      Set<TopicPartition> paused = consumer.paused();
      Map<TopicPartition, Long> ends =
          paused.isEmpty() ? Map.of() : consumer.endOffsets(paused, MOST);
      records = consumer.assignment().stream().mapToLong(name -> of(consumer, name, ends)).sum();
    } catch (KafkaException e) {
      // Counted again the next time.
    }
  }

  private long of(
      Consumer<byte[], byte[]> consumer, TopicPartition name, Map<TopicPartition, Long> ends) {
    long position = consumer.position(name, Duration.ZERO);
    long behind =
        ends.containsKey(name) ? ends.get(name) - position : consumer.currentLag(name).orElse(0);
    return behind + position - assignedPartitions.prefix(name).orElse(position);
  }

  void lose() {
    records = 0;
  }
}
