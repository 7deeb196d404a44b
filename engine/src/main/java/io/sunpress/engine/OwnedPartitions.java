package io.sunpress.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that a lane holds. All with the lock of {@link InFlightLimit} held. */
final class OwnedPartitions {
  /** What may wait and be in hand in bytes: a flood of absurd records must not fill the heap. */
  private static final long MAX_BYTES = 32 << 20;

  private final int windowBound;
  private final Predicate<ConsumerRecord<byte[], byte[]>> ripe;
  private final Map<TopicPartition, OwnedPartition> held = new LinkedHashMap<>();
  private final FairQueue fairQueue = new FairQueue();
  private long bytes;

  OwnedPartitions(int windowBound, Predicate<ConsumerRecord<byte[], byte[]>> ripe) {
    this.windowBound = windowBound;
    this.ripe = ripe;
  }

  void add(TopicPartition name, @Nullable CommitMetadata found) {
    held.put(name, new OwnedPartition(name, windowBound, found));
  }

  void receive(ConsumerRecord<byte[], byte[]> record) {
    OwnedPartition partition = held.get(new TopicPartition(record.topic(), record.partition()));
    if (partition != null) {
      partition.receive(record);
      bytes += size(record);
    }
  }

  /** How many records of each the log has behind those that have come. */
  void behind(Map<TopicPartition, Long> records) {
    held.values().forEach(p -> p.behind = records.getOrDefault(p.name, p.behind));
  }

  /** Whose turn it is; null where nothing may be taken. It has had its turn then. */
  @Nullable OwnedPartition next() {
    held.values().forEach(partition -> partition.passFinished(record -> bytes -= size(record)));
    return fairQueue.next(held.values(), partition -> partition.canTake() && isRipe(partition));
  }

  /** Whose next record is to be tried alone: first of all what has been before; null if none. */
  @Nullable OwnedPartition suspect() {
    OwnedPartition first = null;
    for (OwnedPartition partition : held.values()) {
      if (partition.isSuspect()
          && isRipe(partition)
          && (first == null || partition.trials() > first.trials())) {
        first = partition;
      }
    }
    return first;
  }

  private boolean isRipe(OwnedPartition partition) {
    return ripe.test(partition.waiting.getFirst());
  }

  /** Which ones have enough waiting, or one that must wait; all of them at too many bytes. */
  Set<TopicPartition> full(int enough) {
    Set<TopicPartition> full = new HashSet<>();
    for (OwnedPartition partition : held.values()) {
      if (bytes >= MAX_BYTES
          || partition.closing
          || partition.waiting.size() >= enough
          || !partition.waiting.isEmpty() && !isRipe(partition)) {
        full.add(partition.name);
      }
    }
    return full;
  }

  /** Logs a line for each partition that has something to report. */
  Map<OwnedPartition, CommitMetadata> bookmarks(
      Function<OwnedPartition, Optional<CommitMetadata>> what) {
    Map<OwnedPartition, CommitMetadata> bookmarks = new HashMap<>();
    for (OwnedPartition partition : held.values()) {
      what.apply(partition).ifPresent(bookmark -> bookmarks.put(partition, bookmark));
    }
    return bookmarks;
  }

  boolean isHeld(OwnedPartition partition) {
    return held.get(partition.name) == partition;
  }

  boolean any(Predicate<OwnedPartition> what) {
    return held.values().stream().anyMatch(what);
  }

  Optional<OwnedPartition> first(Predicate<OwnedPartition> what) {
    return held.values().stream().filter(what).findFirst();
  }

  long sum(ToLongFunction<OwnedPartition> what) {
    return held.values().stream().mapToLong(what).sum();
  }

  long max(ToLongFunction<OwnedPartition> what) {
    return held.values().stream().mapToLong(what).max().orElse(0);
  }

  Set<TopicPartition> names() {
    return Set.copyOf(held.keySet());
  }

  /** Nothing more is taken of these, and what waits goes back. */
  void close(Collection<TopicPartition> names) {
    each(
        names,
        partition -> {
          partition.closing = true;
          forgetWaiting(partition);
        });
  }

  void drop(Collection<TopicPartition> names) {
    close(names);
    each(
        names,
        partition -> {
          partition.dropped = true;
          held.remove(partition.name);
        });
  }

  private void each(Collection<TopicPartition> names, Consumer<OwnedPartition> what) {
    for (TopicPartition name : List.copyOf(names)) {
      OwnedPartition partition = held.get(name);
      if (partition != null) {
        what.accept(partition);
      }
    }
  }

  void forgetWaiting() {
    held.values().forEach(this::forgetWaiting);
  }

  private void forgetWaiting(OwnedPartition partition) {
    partition.waiting.forEach(record -> bytes -= size(record));
    partition.waiting.clear();
  }

  /** A record that was taken has ended. */
  void ended(ConsumerRecord<byte[], byte[]> record) {
    bytes -= size(record);
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }
}
