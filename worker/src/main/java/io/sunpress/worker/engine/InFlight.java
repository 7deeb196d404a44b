package io.sunpress.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The records that this worker has in hand, over all lanes, and the one bound on them. Holds the
 * lock that completions and revocations share. Free room goes to the first lane that wants it, in
 * the order in which the lanes were made.
 */
public final class InFlight {
  final ReentrantLock lock = new ReentrantLock();
  final Condition progress = lock.newCondition();
  private final int bound;
  private final List<Lane> lanes = new ArrayList<>();
  private int count;
  private boolean dispatching;

  /**
   * @param bound how many records are in hand at most
   */
  public InFlight(int bound) {
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
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  void add(Lane lane) {
    lock.lock();
    try {
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
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
        stopDispatching();
      }
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      boolean free = !dispatching;
      dispatching = true;
      return free;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable take() {
    lock.lock();
    try {
      for (Lane lane : lanes) {
        Runnable handover = lane.take(bound - count);
        if (handover != null) {
          count++;
          return handover;
        }
      }
      dispatching = false;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void stopDispatching() {
    lock.lock();
    try {
      dispatching = false;
    } finally {
      lock.unlock();
    }
  }

  /** With the lock held. */
  void leave() {
    count--;
    progress.signalAll();
  }
}
