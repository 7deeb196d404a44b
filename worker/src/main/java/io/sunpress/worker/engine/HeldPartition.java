package io.sunpress.worker.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition for as long as it is this worker's. One that is lost and comes back is another
 * object, so that what finishes late can't touch the new one's commits. Guarded by the lock of
 * {@link InFlight}.
 */
final class HeldPartition {
  final TopicPartition name;
  final PartitionWindow window;
  final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();

  /** Taken, and neither finished nor handed back. */
  int inHand;

  /** Nothing more is taken: it is about to go. */
  boolean closing;

  /** It is somebody else's. Read without the lock as well. */
  volatile boolean dropped;

  HeldPartition(TopicPartition name, int windowBound) {
    this.name = name;
    this.window = new PartitionWindow(windowBound);
  }

  /**
   * The offset that may be committed at any time; empty where no record has come, and the
   * consumer's own position is that.
   */
  OptionalLong prefix() {
    OptionalLong taken = window.prefix();
    return taken.isPresent() || waiting.isEmpty()
        ? taken
        : OptionalLong.of(waiting.getFirst().offset());
  }

  boolean canTake() {
    return !closing && !waiting.isEmpty() && !window.isFull();
  }
}
