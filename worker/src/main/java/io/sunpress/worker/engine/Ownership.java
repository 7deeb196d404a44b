package io.sunpress.worker.engine;

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
final class Ownership implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(Ownership.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** Longer than that, and the membership is begun anew. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration COMMIT = Duration.ofSeconds(3);

  private final Lane lane;
  private final Committer committer;
  private final Consumer<byte[], byte[]> consumer;
  private final Holding holding;

  Ownership(Lane lane, Committer committer, Consumer<byte[], byte[]> consumer, Holding holding) {
    this.lane = lane;
    this.committer = committer;
    this.consumer = consumer;
    this.holding = holding;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    log.info("Assigned {}", partitions);
    lane.assigned(partitions, consumer.committed(Set.copyOf(partitions), LOOK));
    consumer.pause(lane.full());
    holding.tell();
    committer.proveSoon();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    log.info("Revoked {}", partitions);
    holding.tellWithout(partitions);
    lane.drain(partitions, DRAIN);
    committer.commitNow(consumer, COMMIT);
    lane.drop(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    log.warn("Lost {}", partitions);
    holding.lose();
    lane.drop(partitions);
  }
}
