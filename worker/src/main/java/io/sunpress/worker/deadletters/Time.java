package io.sunpress.worker.deadletters;

import java.util.concurrent.locks.LockSupport;

/** The clock that a rate is kept by, and how to wait for it. */
public interface Time {
  /** The JVM's own. */
  Time SYSTEM =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void restUntil(long nanos) {
          for (long left = nanos - nanos();
              left > 0 && !Thread.currentThread().isInterrupted();
              left = nanos - nanos()) {
            LockSupport.parkNanos(left);
          }
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /** Comes back at that time; at once where it is past. */
  void restUntil(long nanos);
}
