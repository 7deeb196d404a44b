package io.sunpress.bench.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what can only be asked again and again. */
public final class Patience {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

  private Patience() {}

  /**
   * Asks until it is so.
   *
   * @throws IllegalStateException if it is not in time
   */
  public static void until(String what, Duration within, BooleanSupplier so) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("not within " + within.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(STEP);
    }
  }
}
