package io.sunpress.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reports to the listeners what part of a topic this worker owns. The topic may grow meanwhile, so
 * its partitions are counted anew every 10 s, from the consumer's own metadata.
 */
final class OwnershipReporter {
  private static final long COUNT_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<String> topics;
  private final AssignedPartitions assignedPartitions;
  private final OwnershipListener ownershipListener;
  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private long countedAt;
  private int all;

  OwnershipReporter(
      List<String> topics,
      AssignedPartitions assignedPartitions,
      OwnershipListener ownershipListener,
      Consumer<byte[], byte[]> consumer,
      LongSupplier nanoTime) {
    this.topics = List.copyOf(topics);
    this.assignedPartitions = assignedPartitions;
    this.ownershipListener = ownershipListener;
    this.consumer = consumer;
    this.nanoTime = nanoTime;
  }

  /** All that is held now. */
  void report() {
    count();
    ownershipListener.hold(numbers(assignedPartitions.held()), all);
  }

  /** What will be left when these are gone. */
  void tellWithout(Collection<TopicPartition> going) {
    Set<TopicPartition> left = new HashSet<>(assignedPartitions.held());
    left.removeAll(going);
    ownershipListener.keep(numbers(left), all);
  }

  void lose() {
    ownershipListener.lose();
  }

  /** Counts the partitions again when it is time, and logs a growth. */
  void countIfDue() {
    if (all > 0 && nanoTime.getAsLong() - countedAt >= COUNT_EVERY_NANOS) {
      int before = all;
      count();
      if (all != before) {
        ownershipListener.hold(numbers(assignedPartitions.held()), all);
      }
    }
  }

  private void count() {
    countedAt = nanoTime.getAsLong();
    all = Math.max(all, topics.stream().mapToInt(this::partitions).sum());
  }

  private int partitions(String topic) {
    return consumer.partitionsFor(topic).size();
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }
}
