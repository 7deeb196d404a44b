package io.sunpress.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition for as long as it is this worker's. One that is lost and comes back is another
 * object, so that what finishes late can't touch the new one's commits. Guarded by the lock of
 * {@link InFlightLimit}.
 *
 * <p>Nothing is taken of it before the broker has acknowledged commit metadata which states that
 * this owner is at work: otherwise a record that kills at once would leave no trace.
 */
final class OwnedPartition {
  final TopicPartition name;
  final PartitionWindow window;
  final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private final CrashSuspicion inherited;
  private @Nullable CommitMetadata acknowledged;
  private OptionalLong floor;
  private OptionalLong begun = OptionalLong.empty();

  /** How many records the log has behind those that have come, by the last fetch. */
  long behind;

  /** When it is its turn: see {@link FairQueue}. */
  double due;

  /** Taken, and neither finished nor handed back. */
  int inHand;

  /** Nothing more is taken: it is about to go. */
  volatile boolean closing;

  /** Its next record is to be in hand alone. */
  boolean trial;

  /** It is somebody else's. Read without the lock as well. */
  volatile boolean dropped;

  /**
   * @param found what is committed; null where nothing is
   */
  OwnedPartition(TopicPartition name, int windowBound, @Nullable CommitMetadata found) {
    this.name = name;
    this.inherited = found == null ? CrashSuspicion.NONE : found.inherited();
    this.window =
        new PartitionWindow(windowBound, found == null ? CompletedAhead.NONE : found.beyond());
    this.acknowledged = found;
    this.floor = found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
  }

  /** A record has come, which waits now. */
  void receive(ConsumerRecord<byte[], byte[]> record) {
    if (begun.isEmpty()) {
      begin(record.offset());
    }
    waiting.add(record);
  }

  /** The first record shows the position: the broker may have lost what was committed. */
  private void begin(long offset) {
    begun = OptionalLong.of(offset);
    if (floor.isPresent() && floor.getAsLong() > offset) {
      window.forgetInherited();
    }
    floor = begun;
    if (acknowledged != null && isAtWork(acknowledged)) {
      acknowledged = null;
    }
  }

  /** How many records are left to take, as far as is known. */
  long left() {
    return waiting.size() + behind;
  }

  /** Passes what an owner before this one has finished. */
  void passFinished(Consumer<ConsumerRecord<byte[], byte[]>> passed) {
    while (!waiting.isEmpty()
        && !window.isFull()
        && window.wasFinished(waiting.getFirst().offset())) {
      ConsumerRecord<byte[], byte[]> record = waiting.removeFirst();
      window.finish(window.take(record.offset(), System.nanoTime()));
      passed.accept(record);
    }
  }

  private static boolean isAtWork(CommitMetadata commitMetadata) {
    return commitMetadata.begun().isPresent();
  }

  /** The offset that may be committed at any time; empty where nobody knows it yet. */
  OptionalLong prefix() {
    OptionalLong taken = window.prefix();
    return taken.isPresent() ? taken : floor;
  }

  /** What is to be committed; empty where the broker has acknowledged just that. */
  Optional<CommitMetadata> toCommit() {
    return bookmark().filter(now -> !now.equals(acknowledged));
  }

  /** What may be committed at any time. */
  Optional<CommitMetadata> bookmark() {
    OptionalLong prefix = prefix();
    return prefix.isPresent() ? Optional.of(bookmark(prefix.getAsLong())) : Optional.empty();
  }

  private CommitMetadata bookmark(long prefix) {
    return new CommitMetadata(
        prefix,
        inherited.at(prefix),
        closing ? OptionalLong.empty() : begun,
        trial && !closing,
        window.beyond(prefix));
  }

  /** Whether it waits for an acknowledgement to go on. */
  boolean isHeldUp() {
    return !waiting.isEmpty() && !closing && (!isUnderWay() || trial && !isTrialKnown());
  }

  void acknowledged(CommitMetadata commitMetadata) {
    acknowledged = commitMetadata;
  }

  boolean canTake() {
    boolean alone = trial && inHand > 0;
    return !closing
        && !waiting.isEmpty()
        && !window.isFull()
        && !alone
        && isUnderWay()
        && isWithinWidth();
  }

  private boolean isUnderWay() {
    return acknowledged != null && isAtWork(acknowledged);
  }

  /** By what the broker knows, since that is what the next owner will know. */
  private boolean isWithinWidth() {
    CrashSuspicion known = known().caution();
    if (known.isAlone()) {
      return isTrialKnown();
    }
    // Offsets may have gaps wider than that.
    return window.size() == 0 || waiting.getFirst().offset() - known().offset() < known.width();
  }

  private boolean isTrialKnown() {
    return known().trial()
        && OptionalLong.of(known().offset()).equals(prefix())
        && window.size() == 0;
  }

  /** Whether something in it may have ended its owners. */
  boolean isSuspicious() {
    OptionalLong prefix = prefix();
    return prefix.isPresent() && !inherited.at(prefix.getAsLong()).isNone();
  }

  /** Whether its next record has to be in hand alone. */
  boolean isSuspect() {
    return !inherited.isNone()
        && !closing
        && !waiting.isEmpty()
        && window.size() == 0
        && isUnderWay()
        && known().caution().isAlone();
  }

  /** Whether its next record has killed too often. */
  boolean isHopeless() {
    return known().caution().isHopeless();
  }

  /** How often its next record has been tried alone. */
  int trials() {
    return known().caution().trials();
  }

  private CommitMetadata known() {
    if (acknowledged == null) {
      throw new IllegalStateException("nothing is acknowledged");
    }
    return acknowledged;
  }
}
