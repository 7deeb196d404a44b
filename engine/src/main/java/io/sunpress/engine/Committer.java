package io.sunpress.engine;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a lane's prefixes: at most every 200 ms, and again until the broker has accepted them.
 * Commits what is committed already when nothing has changed for 2 s, since an accepted commit is
 * the proof of membership that the quota rests on. Used by the loop's thread alone.
 */
final class Committer {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

  /** A commit that nobody reports on any more must not keep the next one back. */
  private static final long GIVEN_UP_NANOS = Duration.ofSeconds(10).toNanos();

  private static final Duration POSITION = Duration.ofMillis(100);
  private static final long PROOF_NANOS = Duration.ofSeconds(2).toNanos();

  private final AssignedPartitions assignedPartitions;
  private final OwnershipListener ownershipListener;
  private final LongSupplier nanoTime;
  private long lastSent;
  private long lastNumber;
  private boolean underWay;
  private boolean proofWanted;
  private boolean terse;

  Committer(
      AssignedPartitions assignedPartitions,
      OwnershipListener ownershipListener,
      LongSupplier nanoTime) {
    this.assignedPartitions = assignedPartitions;
    this.ownershipListener = ownershipListener;
    this.nanoTime = nanoTime;
    this.lastSent = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  /** Sends a commit where one is due. */
  void commitIfDue(Consumer<byte[], byte[]> consumer) {
    long since = nanoTime.getAsLong() - lastSent;
    boolean wait = since < INTERVAL_NANOS && !assignedPartitions.isHeldUp();
    if (wait || underWay && since < GIVEN_UP_NANOS) {
      return;
    }
    OffsetCommit offsetCommit = assignedPartitions.toCommit();
    if (offsetCommit.isEmpty() && (proofWanted || since >= PROOF_NANOS)) {
      offsetCommit = assignedPartitions.proof(name -> position(consumer, name));
    }
    if (!offsetCommit.isEmpty()) {
      send(offsetCommit, consumer);
    }
  }

  private void send(OffsetCommit offsetCommit, Consumer<byte[], byte[]> consumer) {
    proofWanted = false;
    underWay = true;
    lastSent = nanoTime.getAsLong();
    long start = ownershipListener.commitStarts();
    long number = ++lastNumber;
    consumer.commitAsync(
        offsetCommit.offsets(terse),
        (sent, failure) -> answered(offsetCommit, failure, start, number == lastNumber));
  }

  /** Partitions have come: whatever rests on them needs a proof soon. */
  void proveSoon() {
    proofWanted = true;
  }

  private static OptionalLong position(Consumer<byte[], byte[]> consumer, TopicPartition name) {
    try {
      return OptionalLong.of(consumer.position(name, POSITION));
    } catch (KafkaException e) {
      return OptionalLong.empty();
    }
  }

  /** An answer that arrives after a newer one's is older: it is ignored. */
  private void answered(
      OffsetCommit offsetCommit, @Nullable Exception failure, long start, boolean newest) {
    underWay &= !newest;
    if (failure == null) {
      if (newest) {
        assignedPartitions.committed(offsetCommit);
      }
      ownershipListener.commitAccepted(start);
    } else if (failure instanceof OffsetMetadataTooLarge && !terse) {
      terse = true;
      log.warn("The broker's offset.metadata.max.bytes is low: more is repeated after a stop");
    } else {
      log.debug("A commit is repeated: {}", failure.getClass().getSimpleName());
    }
  }

  /** Commits now; where that fails, the next owner repeats what was finished since. */
  void commitNow(Consumer<byte[], byte[]> consumer, Duration most) {
    OffsetCommit offsetCommit = assignedPartitions.toCommit();
    if (offsetCommit.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsetCommit.offsets(terse), most);
      assignedPartitions.committed(offsetCommit);
    } catch (KafkaException e) {
      log.warn("The last commit before leaving failed: {}", e.getClass().getSimpleName());
    }
  }
}
