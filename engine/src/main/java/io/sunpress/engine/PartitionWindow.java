package io.sunpress.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The records of one partition between the first unfinished one and the last one taken. They finish
 * in any order; what may be committed is only the prefix that has no unfinished record in it, and
 * beside it what is finished beyond.
 *
 * <p>Promises: the prefix never passes an unfinished record, never moves backwards, and after all
 * have finished covers all. Offsets may have gaps. Not thread-safe.
 */
final class PartitionWindow {
  private final int bound;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private CompletedAhead inherited;
  private long next = -1;

  /**
   * @param bound how many records it holds at most, unfinished or waiting for one before them
   * @param inherited what an owner before this one has finished
   */
  PartitionWindow(int bound, CompletedAhead inherited) {
    if (bound < 1) {
      throw new IllegalArgumentException("a window holds at least 1 record");
    }
    this.bound = bound;
    this.inherited = inherited;
  }

  /** A record's place. */
  static final class Slot {
    private final long offset;
    private final long takenAt;
    private boolean finished;

    private Slot(long offset, long takenAt) {
      this.offset = offset;
      this.takenAt = takenAt;
    }
  }

  /** Whether an owner before this one has finished this record. */
  boolean wasFinished(long offset) {
    return inherited.has(offset);
  }

  /** The partition has turned out to be another than that owner's. */
  void forgetInherited() {
    inherited = CompletedAhead.NONE;
  }

  /**
   * Takes the partition's next record.
   *
   * @param nanos now, by the clock of intervals
   */
  Slot take(long offset, long nanos) {
    if (isFull()) {
      throw new IllegalStateException("the window is full");
    }
    if (offset < next) {
      throw new IllegalArgumentException("offset " + offset + " comes after " + (next - 1));
    }
    Slot slot = new Slot(offset, nanos);
    slots.addLast(slot);
    next = offset + 1;
    return slot;
  }

  void finish(Slot slot) {
    slot.finished = true;
    while (!slots.isEmpty() && slots.getFirst().finished) {
      slots.removeFirst();
    }
  }

  /** The offset that may be committed; empty before the first record. */
  OptionalLong prefix() {
    if (next < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(slots.isEmpty() ? next : slots.getFirst().offset);
  }

  /** What is finished and not covered by a commit of this offset. */
  CompletedAhead beyond(long prefix) {
    LongStream here = slots.stream().filter(slot -> slot.finished).mapToLong(slot -> slot.offset);
    return CompletedAhead.of(prefix, LongStream.concat(here, inherited.offsets()));
  }

  boolean isFull() {
    return slots.size() >= bound;
  }

  /** How long the first unfinished record has been in hand; 0 where there is none. */
  long oldestNanos(long now) {
    return slots.isEmpty() ? 0 : now - slots.getFirst().takenAt;
  }

  /** How many records are between the first unfinished and the last taken. */
  int size() {
    return slots.size();
  }
}
