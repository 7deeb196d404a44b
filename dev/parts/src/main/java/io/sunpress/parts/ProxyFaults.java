package io.sunpress.parts;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What a proxy does to bytes at present, and the place where they wait. */
final class ProxyFaults {
  private boolean frozen;
  private long latencyNanos;

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  synchronized void latency(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative: " + delay);
    }
    latencyNanos = delay.toNanos();
    notifyAll();
  }

  synchronized void clear() {
    latencyNanos = 0;
    thaw();
  }

  synchronized void wakeAll() {
    notifyAll();
  }

  /** Waits out the latency of bytes read at this nano time, and a freeze, unless given up. */
  synchronized void hold(long readAt, BooleanSupplier givenUp) throws InterruptedException {
    while (!givenUp.getAsBoolean()) {
      long left = readAt + latencyNanos - System.nanoTime();
      if (frozen) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } else {
        return;
      }
    }
  }
}
