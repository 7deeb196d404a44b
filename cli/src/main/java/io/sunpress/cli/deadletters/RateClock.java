package io.sunpress.cli.deadletters;

import java.util.concurrent.locks.LockSupport;

/** The clock that a rate is kept by, and how to wait for it. */
public interface RateClock {
  /** The JVM's own. */
  RateClock SYSTEM =
      new RateClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void waitUntil(long nanos) {
          for (long left = nanos - nanos();
              left > 0 && !Thread.currentThread().isInterrupted();
              left = nanos - nanos()) {
            LockSupport.parkNanos(left);
          }
        }
      };

  /** Nanoseconds since an arbitrary moment. */
  long nanos();

  /** Returns at that time, or at once if it has passed. */
  void waitUntil(long nanos);
}
