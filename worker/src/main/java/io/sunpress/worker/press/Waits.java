package io.sunpress.worker.press;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Jobs that rest, without a thread for each. When the worker stops, nothing rests any more: each is
 * called off.
 */
final class Waits {
  private final ScheduledExecutorService timer;
  private final Set<Waiter> waiting = new HashSet<>();
  private boolean over;

  Waits(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Somebody who waits: exactly one of the two is called. */
  interface Waiter {
    void goOn();

    void callOff();
  }

  /** Waits for a time. */
  void rest(Duration time, Waiter waiter) {
    if (!add(waiter)) {
      return;
    }
    try {
      timer.schedule(() -> wake(waiter), time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (remove(waiter)) {
        waiter.callOff();
      }
    }
  }

  /** Waits for something else: to be woken. */
  boolean add(Waiter waiter) {
    synchronized (this) {
      if (!over) {
        waiting.add(waiter);
        return true;
      }
    }
    waiter.callOff();
    return false;
  }

  /** Its time has come, unless it was called off. */
  void wake(Waiter waiter) {
    if (remove(waiter)) {
      waiter.goOn();
    }
  }

  private synchronized boolean remove(Waiter waiter) {
    return waiting.remove(waiter);
  }

  /** Calls off all that wait, and all that want to from now on. */
  void end() {
    Set<Waiter> all;
    synchronized (this) {
      over = true;
      all = Set.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(Waiter::callOff);
  }
}
