package io.sunpress.worker.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one topic that this worker holds: what waits, what is in hand, what may be
 * committed. Partitions take turns, so that a full one starves none.
 */
public final class Lane {
  /** What may wait and be in hand in bytes: a flood of absurd records must not fill the heap. */
  private static final long MAX_BYTES = 32 << 20;

  private final InFlight inFlight;
  private final RecordHandler handler;
  private final int windowBound;
  private final int reserve;
  private final BooleanSupplier hold;
  private final Predicate<ConsumerRecord<byte[], byte[]>> ripe;
  private final Map<TopicPartition, HeldPartition> held = new LinkedHashMap<>();
  private long bytes;
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
    this.windowBound = windowBound;
    this.reserve = reserve;
    this.hold = hold;
    this.ripe = ripe;
    inFlight.add(this);
  }

  /** How many records are between the first unfinished and the last taken, over all partitions. */
  public int window() {
    return locked(() -> held.values().stream().mapToInt(p -> p.window.size()).sum());
  }

  /** How long the record has been in hand that holds up its partition's commits longest. */
  public Duration oldest() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        locked(
            () ->
                held.values().stream().mapToLong(p -> p.window.oldestNanos(now)).max().orElse(0)));
  }

  void assigned(Collection<TopicPartition> partitions) {
    locked(
        () -> {
          partitions.forEach(name -> held.put(name, new HeldPartition(name, windowBound)));
          return null;
        });
  }

  void received(ConsumerRecords<byte[], byte[]> records) {
    locked(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            HeldPartition partition =
                held.get(new TopicPartition(record.topic(), record.partition()));
            if (taking && partition != null) {
              partition.waiting.add(record);
              bytes += size(record);
            }
          }
          return null;
        });
    inFlight.dispatch();
  }

  /** The next record in turn; null where none may be taken. With the lock held. */
  @Nullable Runnable take(int room) {
    if (room <= reserve || hold.getAsBoolean()) {
      return null;
    }
    for (HeldPartition partition : held.values()) {
      if (partition.canTake() && ripe.test(partition.waiting.getFirst())) {
        held.remove(partition.name);
        held.put(partition.name, partition);
        return take(partition);
      }
    }
    return null;
  }

  private Runnable take(HeldPartition partition) {
    ConsumerRecord<byte[], byte[]> record = partition.waiting.removeFirst();
    PartitionWindow.Slot slot = partition.window.take(record.offset(), System.nanoTime());
    partition.inHand++;
    inHand++;
    Hand hand = new Hand(partition, slot, size(record));
    return () -> handler.handle(record, hand);
  }

  /**
   * What has to be paused: it has enough waiting already, or one that must wait, or nothing is to
   * be taken at all.
   */
  Set<TopicPartition> full() {
    return locked(
        () -> {
          boolean all = !taking || bytes >= MAX_BYTES || hold.getAsBoolean();
          Set<TopicPartition> full = new HashSet<>();
          for (HeldPartition partition : held.values()) {
            if (all
                || partition.closing
                || partition.waiting.size() >= inFlight.bound()
                || !partition.waiting.isEmpty() && !ripe.test(partition.waiting.getFirst())) {
              full.add(partition.name);
            }
          }
          return full;
        });
  }

  /** Offsets that may be committed and are not. */
  Map<TopicPartition, OffsetAndMetadata> toCommit() {
    return locked(
        () -> {
          Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
          for (HeldPartition partition : held.values()) {
            partition
                .window
                .toCommit()
                .ifPresent(offset -> offsets.put(partition.name, new OffsetAndMetadata(offset)));
          }
          return offsets;
        });
  }

  /**
   * One offset that changes nothing when it is committed: proof that this worker is a member.
   * Nothing once the lane takes no more, since records that went back are before the position then.
   *
   * @param position the consumer's, of a partition that no record has come from; asked without the
   *     lock, by the only thread that brings records
   */
  Map<TopicPartition, OffsetAndMetadata> proof(Function<TopicPartition, OptionalLong> position) {
    Optional<HeldPartition> any =
        locked(
            () ->
                held.values().stream().filter(partition -> taking && !partition.closing).findAny());
    return any.map(
            partition -> {
              OptionalLong known = locked(partition::prefix);
              OptionalLong offset = known.isPresent() ? known : position.apply(partition.name);
              return offset.isPresent()
                  ? Map.of(partition.name, new OffsetAndMetadata(offset.getAsLong()))
                  : Map.<TopicPartition, OffsetAndMetadata>of();
            })
        .orElse(Map.of());
  }

  /** The broker has acknowledged these. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    locked(
        () -> {
          offsets.forEach(
              (name, offset) -> {
                HeldPartition partition = held.get(name);
                if (partition != null) {
                  partition.window.committed(offset.offset());
                }
              });
          return null;
        });
  }

  /** Takes nothing more of these, and waits for what is in hand; not longer than a time. */
  boolean drain(Collection<TopicPartition> partitions, Duration most) {
    return locked(
        () -> {
          for (TopicPartition name : partitions) {
            HeldPartition partition = held.get(name);
            if (partition != null) {
              partition.closing = true;
              forgetWaiting(partition);
            }
          }
          return await(partitions, most.toNanos());
        });
  }

  private boolean await(Collection<TopicPartition> partitions, long nanos) {
    long left = nanos;
    try {
      while (partitions.stream().anyMatch(this::isInHand)) {
        if (left <= 0) {
          return false;
        }
        left = inFlight.progress.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isInHand(TopicPartition name) {
    HeldPartition partition = held.get(name);
    return partition != null && partition.inHand > 0;
  }

  /** These are somebody else's: whatever finishes later is not committed here. */
  void drop(Collection<TopicPartition> partitions) {
    locked(
        () -> {
          for (TopicPartition name : partitions) {
            HeldPartition partition = held.remove(name);
            if (partition != null) {
              partition.dropped = true;
              partition.closing = true;
              forgetWaiting(partition);
            }
          }
          return null;
        });
  }

  Set<TopicPartition> held() {
    return locked(() -> Set.copyOf(held.keySet()));
  }

  /** From now on, nothing; what waits goes back. */
  void stopTaking() {
    locked(
        () -> {
          taking = false;
          held.values().forEach(this::forgetWaiting);
          return null;
        });
  }

  boolean isIdle() {
    return locked(() -> inHand == 0);
  }

  void dispatch() {
    inFlight.dispatch();
  }

  private void forgetWaiting(HeldPartition partition) {
    partition.waiting.forEach(record -> bytes -= size(record));
    partition.waiting.clear();
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  private <T> T locked(Supplier<T> action) {
    inFlight.lock.lock();
    try {
      return action.get();
    } finally {
      inFlight.lock.unlock();
    }
  }

  /** A record in hand. */
  private final class Hand implements Claim {
    private final HeldPartition partition;
    private final PartitionWindow.Slot slot;
    private final long size;
    private boolean ended;

    Hand(HeldPartition partition, PartitionWindow.Slot slot, long size) {
      this.partition = partition;
      this.slot = slot;
      this.size = size;
    }

    @Override
    public boolean held() {
      return !partition.dropped;
    }

    @Override
    public void finished() {
      end(true);
    }

    @Override
    public void handBack() {
      end(false);
    }

    private void end(boolean finished) {
      inFlight.lock.lock();
      try {
        if (ended) {
          return;
        }
        ended = true;
        partition.inHand--;
        inHand--;
        bytes -= size;
        if (finished) {
          partition.window.finish(slot);
        }
        inFlight.leave();
      } finally {
        inFlight.lock.unlock();
      }
      inFlight.dispatch();
    }
  }
}
