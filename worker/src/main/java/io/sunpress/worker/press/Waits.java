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

    /** Whether it had better not wait: then it is called off where that is asked for. */
    boolean isLeaving();
  }

  /** Waits for a time. */
  void rest(Duration time, Waiter waiter) {
    if (!add(waiter)) {
      return;
    }
    try {
      timer.schedule(() -> wake(waiter), time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      callOff(waiter);
    }
  }

  /**
   * Waits for something else: to be woken.
   *
   * @return false where it was called off at once
   */
  boolean add(Waiter waiter) {
    if (!enter(waiter)) {
      waiter.callOff();
      return false;
    }
    return !waiter.isLeaving() || !callOff(waiter);
  }

  private synchronized boolean enter(Waiter waiter) {
    return !over && waiting.add(waiter);
  }

  /** Its time has come, unless it was called off. */
  void wake(Waiter waiter) {
    if (remove(waiter)) {
      waiter.goOn();
    }
  }

  private boolean callOff(Waiter waiter) {
    boolean waited = remove(waiter);
    if (waited) {
      waiter.callOff();
    }
    return waited;
  }

  private synchronized boolean remove(Waiter waiter) {
    return waiting.remove(waiter);
  }

  /** Calls off those that are leaving. */
  void callOffLeaving() {
    all().stream().filter(Waiter::isLeaving).forEach(this::callOff);
  }

  private synchronized Set<Waiter> all() {
    return Set.copyOf(waiting);
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
