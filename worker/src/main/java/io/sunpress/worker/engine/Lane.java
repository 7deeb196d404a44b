package io.sunpress.worker.engine;

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
public final class Lane {
  private final InFlight inFlight;
  private final RecordHandler handler;
  private final int reserve;
  private final BooleanSupplier hold;
  private final Partitions partitions;
  private int inHand;
  private boolean taking = true;

  /**
   * @param inFlight shared with the other lanes
   * @param handler what is done with each record
   * @param windowBound how many records of a partition may be between the first unfinished and the
   *     last taken
   * @param reserve how much room this lane leaves to the others
   * @param hold whether nothing is to be taken for now
   */
  public Lane(
      InFlight inFlight,
      RecordHandler handler,
      int windowBound,
      int reserve,
      BooleanSupplier hold) {
    this(inFlight, handler, windowBound, reserve, hold, record -> true);
  }

  /**
   * A lane whose records may have to wait.
   *
   * @param ripe whether a record's time has come; looked at again at each turn of the poll loop.
   *     One that must wait keeps those behind it in its partition waiting, and is not in hand
   *     meanwhile. With the lock held: must be quick
   */
  public Lane(
      InFlight inFlight,
      RecordHandler handler,
      int windowBound,
      int reserve,
      BooleanSupplier hold,
      Predicate<ConsumerRecord<byte[], byte[]>> ripe) {
    this.inFlight = inFlight;
    this.handler = handler;
    this.reserve = reserve;
    this.hold = hold;
    this.partitions = new Partitions(windowBound, ripe);
    inFlight.add(this);
  }

  /** How many records are between the first unfinished and the last taken, over all partitions. */
  public int window() {
    return inFlight.locked(() -> (int) partitions.sum(partition -> partition.window.size()));
  }

  /** How long the record has been in hand that holds up its partition's commits longest. */
  public Duration oldest() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        inFlight.locked(() -> partitions.max(partition -> partition.window.oldestNanos(now))));
  }

  /** How many partitions are gone on with carefully, since their owners ended without a word. */
  public int suspicious() {
    return inFlight.locked(() -> (int) partitions.sum(p -> p.isSuspicious() ? 1 : 0));
  }

  OptionalLong prefix(TopicPartition name) {
    return inFlight.locked(
        () ->
            partitions
                .first(partition -> partition.name.equals(name))
                .map(HeldPartition::prefix)
                .orElse(OptionalLong.empty()));
  }

  /**
   * These have come.
   *
   * @param committed what the broker has of them; nothing, or null, where nothing is
   */
  void assigned(
      Collection<TopicPartition> names, Map<TopicPartition, OffsetAndMetadata> committed) {
    inFlight.change(
        () -> {
          for (TopicPartition name : names) {
            OffsetAndMetadata there = committed.get(name);
            partitions.add(name, there == null ? null : Bookmark.read(there));
          }
        });
  }

  void received(ConsumerRecords<byte[], byte[]> records) {
    inFlight.change(
        () -> {
          if (taking) {
            records.forEach(partitions::receive);
          }
        });
    inFlight.dispatch();
  }

  /**
   * How much is still to come of what is held.
   *
   * @param lag the records of a partition's log behind those that have come; asked without the lock
   */
  void awaits(ToLongFunction<TopicPartition> lag) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    held().forEach(name -> behind.put(name, lag.applyAsLong(name)));
    inFlight.change(() -> partitions.behind(behind));
  }

  /** The next record in turn; null where none may be taken. With the lock held. */
  @Nullable Runnable take(int room) {
    if (room <= reserve || hold.getAsBoolean()) {
      return null;
    }
    HeldPartition partition = partitions.next();
    return partition == null ? null : take(partition);
  }

  /** One whose next record is to be in hand alone; null where there is none. With the lock held. */
  @Nullable HeldPartition suspect() {
    return hold.getAsBoolean() ? null : partitions.suspect();
  }

  /** Whether that still goes for this one. With the lock held. */
  boolean maySuspect(HeldPartition partition) {
    return !hold.getAsBoolean() && !partition.dropped && partition.isSuspect();
  }

  /** Takes the next record of this one. With the lock held. */
  Runnable take(HeldPartition partition) {
    boolean hopeless = partition.isHopeless();
    boolean unread = partition.trials() > Caution.TRIALS;
    ConsumerRecord<byte[], byte[]> record = partition.waiting.removeFirst();
    PartitionWindow.Slot slot = partition.window.take(record.offset(), System.nanoTime());
    partition.inHand++;
    inHand++;
    Hand hand = new Hand(this, partition, slot, record);
    return hopeless
        ? () -> handler.giveUp(record, hand, unread)
        : () -> handler.handle(record, hand);
  }

  void nearlyDone(Hand hand) {
    inFlight.change(() -> hand.stepAside(inFlight));
    inFlight.dispatch();
  }

  void end(Hand hand, boolean finished) {
    inFlight.change(
        () -> {
          if (hand.endsNow()) {
            hand.partition.inHand--;
            hand.partition.trial = false;
            inHand--;
            partitions.ended(hand.record);
            if (finished) {
              hand.partition.window.finish(hand.slot);
            }
            inFlight.leave(hand.isAside());
          }
        });
    inFlight.dispatch();
  }

  /**
   * What has to be paused: it has enough waiting already, or one that must wait, or nothing is to
   * be taken at all.
   */
  Set<TopicPartition> full() {
    return inFlight.locked(
        () ->
            !taking || hold.getAsBoolean()
                ? new HashSet<>(partitions.names())
                : partitions.full(inFlight.bound()));
  }

  /** What may be committed and is not. */
  Commit toCommit() {
    return inFlight.locked(() -> new Commit(partitions.bookmarks(HeldPartition::toCommit)));
  }

  /** Whether something waits for nothing but a commit. */
  boolean isHeldUp() {
    return inFlight.locked(() -> partitions.any(HeldPartition::isHeldUp));
  }

  /**
   * One commit that changes nothing: proof that this worker is a member. Nothing once the lane
   * takes no more, since records that went back are before the position then.
   *
   * @param position the consumer's, of a partition that no record has come from; asked without the
   *     lock, by the only thread that brings records
   */
  Commit proof(Function<TopicPartition, OptionalLong> position) {
    Optional<HeldPartition> any =
        inFlight.locked(() -> partitions.first(partition -> taking && !partition.closing));
    return any.map(partition -> proof(partition, position)).orElse(Commit.NOTHING);
  }

  private Commit proof(HeldPartition partition, Function<TopicPartition, OptionalLong> position) {
    Optional<Bookmark> known = inFlight.locked(partition::bookmark);
    if (known.isPresent()) {
      return new Commit(Map.of(partition, known.get()));
    }
    OptionalLong offset = position.apply(partition.name);
    return offset.isPresent()
        ? new Commit(Map.of(partition, Bookmark.at(offset.getAsLong())))
        : Commit.NOTHING;
  }

  /** The broker has acknowledged this, which may be what something waits for. */
  void committed(Commit commit) {
    inFlight.change(
        () ->
            commit
                .bookmarks()
                .forEach(
                    (partition, bookmark) -> {
                      if (partitions.isHeld(partition)) {
                        partition.acknowledged(bookmark);
                      }
                    }));
    inFlight.dispatch();
  }

  /**
   * Takes nothing more of these, has what waits handed back, and waits for what is nearly done; not
   * longer than a time.
   */
  boolean drain(Collection<TopicPartition> names, Duration most) {
    inFlight.change(() -> partitions.close(names));
    handler.leaving();
    return inFlight.await(() -> partitions.any(p -> p.inHand > 0 && names.contains(p.name)), most);
  }

  /** These are somebody else's: whatever finishes later is not committed here. */
  void drop(Collection<TopicPartition> names) {
    inFlight.change(() -> partitions.drop(names));
    inFlight.dispatch();
  }

  Set<TopicPartition> held() {
    return inFlight.locked(partitions::names);
  }

  /** From now on, nothing; what waits goes back. */
  void stopTaking() {
    inFlight.change(
        () -> {
          taking = false;
          partitions.forgetWaiting();
        });
  }

  /** Nothing is in hand and nothing will be: the next owner is to know that we left in order. */
  void signOff() {
    inFlight.change(() -> partitions.close(partitions.names()));
  }

  boolean isIdle() {
    return inFlight.locked(() -> inHand == 0);
  }

  void dispatch() {
    inFlight.dispatch();
  }
}
