package io.sunpress.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one topic that this worker holds: what waits, what is in hand, what may be
 * committed. Partitions take turns, the fuller ones more often.
 */
public final class AssignedPartitions {
  private final InFlightLimit inFlightLimit;
  private final RecordHandler handler;
  private final int reserve;
  private final BooleanSupplier hold;
  private final OwnedPartitions ownedPartitions;
  private int inHand;
  private boolean taking = true;

  /**
   * @param inFlightLimit shared with the other lanes
   * @param handler what is done with each record
   * @param windowBound how many records of a partition may be between the first unfinished and the
   *     last taken
   * @param reserve how much room this lane leaves to the others
   * @param hold whether nothing is to be taken for now
   */
  public AssignedPartitions(
      InFlightLimit inFlightLimit,
      RecordHandler handler,
      int windowBound,
      int reserve,
      BooleanSupplier hold) {
    this(inFlightLimit, handler, windowBound, reserve, hold, record -> true);
  }

  /**
   * A lane whose records may have to wait.
   *
   * @param ripe whether a record's time has come; looked at again at each turn of the poll loop.
   *     One that must wait keeps those behind it in its partition waiting, and is not in hand
   *     meanwhile. With the lock held: must be quick
   */
  public AssignedPartitions(
      InFlightLimit inFlightLimit,
      RecordHandler handler,
      int windowBound,
      int reserve,
      BooleanSupplier hold,
      Predicate<ConsumerRecord<byte[], byte[]>> ripe) {
    this.inFlightLimit = inFlightLimit;
    this.handler = handler;
    this.reserve = reserve;
    this.hold = hold;
    this.ownedPartitions = new OwnedPartitions(windowBound, ripe);
    inFlightLimit.add(this);
  }

  /** How many records are between the first unfinished and the last taken, over all partitions. */
  public int window() {
    return inFlightLimit.locked(
        () -> (int) ownedPartitions.sum(partition -> partition.window.size()));
  }

  /** How long the record has been in hand that holds up its partition's commits longest. */
  public Duration oldest() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        inFlightLimit.locked(
            () -> ownedPartitions.max(partition -> partition.window.oldestNanos(now))));
  }

  /** How many partitions are gone on with carefully, since their owners ended without a word. */
  public int suspicious() {
    return inFlightLimit.locked(() -> (int) ownedPartitions.sum(p -> p.isSuspicious() ? 1 : 0));
  }

  OptionalLong prefix(TopicPartition name) {
    return inFlightLimit.locked(
        () ->
            ownedPartitions
                .first(partition -> partition.name.equals(name))
                .map(OwnedPartition::prefix)
                .orElse(OptionalLong.empty()));
  }

  /**
   * These have come.
   *
   * @param committed what the broker has of them; nothing, or null, where nothing is
   */
  void assigned(
      Collection<TopicPartition> names, Map<TopicPartition, OffsetAndMetadata> committed) {
    inFlightLimit.change(
        () -> {
          for (TopicPartition name : names) {
            OffsetAndMetadata there = committed.get(name);
            ownedPartitions.add(name, there == null ? null : CommitMetadata.read(there));
          }
        });
  }

  void received(ConsumerRecords<byte[], byte[]> records) {
    inFlightLimit.change(
        () -> {
          if (taking) {
            records.forEach(ownedPartitions::receive);
          }
        });
    inFlightLimit.dispatch();
  }

  /**
   * How much is still to come of what is held.
   *
   * @param lag the records of a partition's log behind those that have come; asked without the lock
   */
  void awaits(ToLongFunction<TopicPartition> lag) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    held().forEach(name -> behind.put(name, lag.applyAsLong(name)));
    inFlightLimit.change(() -> ownedPartitions.behind(behind));
  }

  /** The same, for a lane that leaves room to others and has fewer in hand than are its own. */
  @Nullable Runnable takeOwn(int own) {
    return reserve > 0 && inHand < own ? take(Integer.MAX_VALUE) : null;
  }

  /** The next record in turn; null where none may be taken. With the lock held. */
  @Nullable Runnable take(int room) {
    if (room <= reserve || hold.getAsBoolean()) {
      return null;
    }
    OwnedPartition partition = ownedPartitions.next();
    return partition == null ? null : take(partition);
  }

  /** One whose next record is to be in hand alone; null where there is none. With the lock held. */
  @Nullable OwnedPartition suspect() {
    return hold.getAsBoolean() ? null : ownedPartitions.suspect();
  }

  /** Whether that still goes for this one. With the lock held. */
  boolean maySuspect(OwnedPartition partition) {
    return !hold.getAsBoolean() && !partition.dropped && partition.isSuspect();
  }

  /** Takes the next record of this one. With the lock held. */
  Runnable take(OwnedPartition partition) {
    boolean hopeless = partition.isHopeless();
    boolean unread = partition.trials() > CrashSuspicion.TRIALS;
    ConsumerRecord<byte[], byte[]> record = partition.waiting.removeFirst();
    PartitionWindow.Slot slot = partition.window.take(record.offset(), System.nanoTime());
    partition.inHand++;
    inHand++;
    InFlightRecord inFlightRecord = new InFlightRecord(this, partition, slot, record);
    return hopeless
        ? () -> handler.giveUp(record, inFlightRecord, unread)
        : () -> handler.handle(record, inFlightRecord);
  }

  void nearlyDone(InFlightRecord inFlightRecord) {
    inFlightLimit.change(() -> inFlightRecord.stepAside(inFlightLimit));
    inFlightLimit.dispatch();
  }

  void end(InFlightRecord inFlightRecord, boolean finished) {
    inFlightLimit.change(
        () -> {
          if (inFlightRecord.endsNow()) {
            inFlightRecord.partition.inHand--;
            inFlightRecord.partition.trial = false;
            inHand--;
            ownedPartitions.ended(inFlightRecord.record);
            if (finished) {
              inFlightRecord.partition.window.finish(inFlightRecord.slot);
            }
            inFlightLimit.leave(inFlightRecord.isAside());
          }
        });
    inFlightLimit.dispatch();
  }

  /**
   * What has to be paused: it has enough waiting already, or one that must wait, or nothing is to
   * be taken at all.
   */
  Set<TopicPartition> full() {
    return inFlightLimit.locked(
        () ->
            !taking || hold.getAsBoolean()
                ? new HashSet<>(ownedPartitions.names())
                : ownedPartitions.full(inFlightLimit.bound()));
  }

  /** What may be committed and is not. */
  OffsetCommit toCommit() {
    return inFlightLimit.locked(
        () -> new OffsetCommit(ownedPartitions.bookmarks(OwnedPartition::toCommit)));
  }

  /** Whether something waits for nothing but a commit. */
  boolean isHeldUp() {
    return inFlightLimit.locked(() -> ownedPartitions.any(OwnedPartition::isHeldUp));
  }

  /**
   * One commit that changes nothing: proof that this worker is a member. Nothing once the lane
   * takes no more, since records that went back are before the position then.
   *
   * @param position the consumer's, of a partition that no record has come from; asked without the
   *     lock, by the only thread that brings records
   */
  OffsetCommit proof(Function<TopicPartition, OptionalLong> position) {
    Optional<OwnedPartition> any =
        inFlightLimit.locked(
            () -> ownedPartitions.first(partition -> taking && !partition.closing));
    return any.map(partition -> proof(partition, position)).orElse(OffsetCommit.NOTHING);
  }

  private OffsetCommit proof(
      OwnedPartition partition, Function<TopicPartition, OptionalLong> position) {
    Optional<CommitMetadata> known = inFlightLimit.locked(partition::bookmark);
    if (known.isPresent()) {
      return new OffsetCommit(Map.of(partition, known.get()));
    }
    OptionalLong offset = position.apply(partition.name);
    return offset.isPresent()
        ? new OffsetCommit(Map.of(partition, CommitMetadata.at(offset.getAsLong())))
        : OffsetCommit.NOTHING;
  }

  /** The broker has acknowledged this, which may be what something waits for. */
  void committed(OffsetCommit offsetCommit) {
    inFlightLimit.change(
        () ->
            offsetCommit
                .bookmarks()
                .forEach(
                    (partition, bookmark) -> {
                      if (ownedPartitions.isHeld(partition)) {
                        partition.acknowledged(bookmark);
                      }
                    }));
    inFlightLimit.dispatch();
  }

  /**
   * Takes nothing more of these, has what waits handed back, and waits for what is nearly done; not
   * longer than a time.
   */
  boolean drain(Collection<TopicPartition> names, Duration most) {
    inFlightLimit.change(() -> ownedPartitions.close(names));
    handler.leaving();
    return inFlightLimit.await(
        () -> ownedPartitions.any(p -> p.inHand > 0 && names.contains(p.name)), most);
  }

  /** These are somebody else's: whatever finishes later is not committed here. */
  void drop(Collection<TopicPartition> names) {
    inFlightLimit.change(() -> ownedPartitions.drop(names));
    inFlightLimit.dispatch();
  }

  Set<TopicPartition> held() {
    return inFlightLimit.locked(ownedPartitions::names);
  }

  /** From now on, nothing; what waits goes back. */
  void stopTaking() {
    inFlightLimit.change(
        () -> {
          taking = false;
          ownedPartitions.forgetWaiting();
        });
  }

  /** Nothing is in hand and nothing will be: the next owner is to know that we left in order. */
  void signOff() {
    inFlightLimit.change(() -> ownedPartitions.close(ownedPartitions.names()));
  }

  boolean isIdle() {
    return inFlightLimit.locked(() -> inHand == 0);
  }

  void dispatch() {
    inFlightLimit.dispatch();
  }
}
