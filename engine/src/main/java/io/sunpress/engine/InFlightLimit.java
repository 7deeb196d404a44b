package io.sunpress.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records that this worker has in hand, over all lanes, and the one bound on them. Holds the
 * lock that completions and revocations share. Free room goes to the first lane that wants it, in
 * the order in which the lanes were made; a record that has to be alone in hand comes before all.
 */
public final class InFlightLimit {
  private static final int OWN_PART = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final int bound;
  private final List<AssignedPartitions> lanes = new ArrayList<>();
  private int count;
  private int aside;
  private boolean dispatching;
  private @Nullable Trial trial;

  /** A record that has to be alone in hand: the next one of this partition. */
  private record Trial(AssignedPartitions lane, OwnedPartition partition) {}

  /**
   * @param bound how many records are in hand at most, but for those that are nearly done
   */
  public InFlightLimit(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("at least 1 record must be in flight");
    }
    this.bound = bound;
  }

  int bound() {
    return bound;
  }

  /** How many records are in hand. */
  public int count() {
    return locked(() -> count);
  }

  void add(AssignedPartitions lane) {
    change(() -> lanes.add(lane));
  }

  /**
   * Hands out what there is room for. One thread at a time does it, so that the order of a
   * partition is kept; another one that comes has its news seen by the first.
   */
  void dispatch() {
    if (!begin()) {
      return;
    }
    boolean clean = false;
    try {
      for (Runnable handover = take(); handover != null; handover = take()) {
        handover.run();
      }
      clean = true;
    } finally {
      if (!clean) {
        change(() -> dispatching = false);
      }
    }
  }

  private boolean begin() {
    return locked(
        () -> {
          boolean free = !dispatching;
          dispatching = true;
          return free;
        });
  }

  private @Nullable Runnable take() {
    lock.lock();
    try {
      Runnable handover = next();
      if (handover == null) {
        dispatching = false;
      } else {
        count++;
      }
      return handover;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable next() {
    Trial due = trial();
    return due == null ? nextInTurn() : tryAlone(due);
  }

  /** The one that was begun, until it has ended or can't go on. */
  private @Nullable Trial trial() {
    if (trial != null && !isInHand(trial) && !trial.lane.maySuspect(trial.partition)) {
      trial.partition.trial = false;
      trial = null;
    }
    for (AssignedPartitions lane : lanes) {
      OwnedPartition suspect = trial == null ? lane.suspect() : null;
      trial = suspect == null ? trial : new Trial(lane, suspect);
    }
    return trial;
  }

  private static boolean isInHand(Trial trial) {
    return trial.partition.inHand > 0;
  }

  private @Nullable Runnable tryAlone(Trial due) {
    if (count > 0) {
      return null;
    }
    due.partition.trial = true;
    return due.partition.canTake() ? due.lane.take(due.partition) : null;
  }

  /** A lane that leaves room to others has a tenth of the places however much these have to do. */
  private @Nullable Runnable nextInTurn() {
    int room = bound - (count - aside);
    for (AssignedPartitions lane : lanes) {
      Runnable handover = room > 0 ? lane.takeOwn(bound / OWN_PART) : null;
      if (handover != null) {
        return handover;
      }
    }
    for (AssignedPartitions lane : lanes) {
      Runnable handover = lane.take(room);
      if (handover != null) {
        return handover;
      }
    }
    return null;
  }

  /** One more passes its place on, if not too many have. With the lock held. */
  boolean passOn() {
    boolean may = aside < nearlyDone(bound);
    aside += may ? 1 : 0;
    return may;
  }

  /**
   * How many records may be nearly done and have passed their places on.
   *
   * @param bound of the places
   */
  public static int nearlyDone(int bound) {
    return bound / 4;
  }

  /** With the lock held. */
  void leave(boolean wasAside) {
    count--;
    aside -= wasAside ? 1 : 0;
    progress.signalAll();
  }

  /**
   * Waits for this to end.
   *
   * @return false if it does not within the time, or is not waited for to the end
   */
  boolean await(BooleanSupplier what, Duration most) {
    lock.lock();
    try {
      long left = most.toNanos();
      while (what.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = progress.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void change(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
