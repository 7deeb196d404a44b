package io.sunpress.bench.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what can only be asked again and again. */
public final class ConditionWait {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

  private ConditionWait() {}

  /**
   * Asks until it is so.
   *
   * @throws IllegalStateException if it is not in time
   */
  public static void until(String what, Duration within, BooleanSupplier so) {
    if (!pause(within, so)) {
      throw new IllegalStateException("not within " + within.toSeconds() + " s: " + what);
    }
  }

  /** Waits for the condition, at most for a time; returns whether it holds. */
  public static boolean pause(Duration time, BooleanSupplier so) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!so.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, STEP));
    }
    return true;
  }
}
