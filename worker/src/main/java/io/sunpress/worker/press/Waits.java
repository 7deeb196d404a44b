package io.sunpress.worker.press;

import io.sunpress.worker.limiter.TaskTimer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Jobs that rest, without a thread for each. When the worker stops, nothing rests any more: each is
 * called off.
 */
final class Waits {
  private final TaskTimer taskTimer;
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private boolean over;

  Waits(TaskTimer taskTimer) {
    this.taskTimer = taskTimer;
  }

  /** Somebody who waits: exactly one of these is called. */
  interface Waiter {
    void goOn();

    void callOff();

    /** Whether it had better not wait: then it is called off where that is asked for. */
    boolean isLeaving();

    /** Whether it has waited for long enough: then {@link #giveUp()} instead of the other two. */
    default boolean isOver() {
      return false;
    }

    default void giveUp() {
      goOn();
    }
  }

  /** Waits for a time. */
  void rest(Duration time, Waiter waiter) {
    if (!add(waiter)) {
      return;
    }
    try {
      taskTimer.after(time.toNanos(), () -> wake(waiter));
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

  /** It need not come any more, unless it has. */
  void giveUp(Waiter waiter) {
    if (remove(waiter)) {
      waiter.giveUp();
    }
  }

  /** Ends the waiting of those that have waited for long enough. */
  void giveUpOver() {
    all().stream().filter(Waiter::isOver).forEach(this::giveUp);
  }

  /** All that wait, in the order in which they came. */
  synchronized List<Waiter> all() {
    return List.copyOf(waiting);
  }

  /** Calls off all that wait, and all that want to from now on. */
  void end() {
    List<Waiter> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(Waiter::callOff);
  }
}
