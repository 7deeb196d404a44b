package io.sunpress.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions come and go: a revoked one is drained for a moment and committed, a lost one is not.
 */
final class RebalanceHandler implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(RebalanceHandler.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** Longer than that, and the membership is begun anew. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration COMMIT = Duration.ofSeconds(3);

  private final AssignedPartitions assignedPartitions;
  private final Committer committer;
  private final Consumer<byte[], byte[]> consumer;
  private final OwnershipReporter ownershipReporter;

  RebalanceHandler(
      AssignedPartitions assignedPartitions,
      Committer committer,
      Consumer<byte[], byte[]> consumer,
      OwnershipReporter ownershipReporter) {
    this.assignedPartitions = assignedPartitions;
    this.committer = committer;
    this.consumer = consumer;
    this.ownershipReporter = ownershipReporter;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    log.info("Assigned {}", partitions);
    assignedPartitions.assigned(partitions, consumer.committed(Set.copyOf(partitions), LOOK));
    consumer.pause(assignedPartitions.full());
    ownershipReporter.report();
    committer.proveSoon();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    log.info("Revoked {}", partitions);
    ownershipReporter.tellWithout(partitions);
    assignedPartitions.drain(partitions, DRAIN);
    committer.commitNow(consumer, COMMIT);
    assignedPartitions.drop(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    log.warn("Lost {}", partitions);
    ownershipReporter.lose();
    assignedPartitions.drop(partitions);
  }
}
