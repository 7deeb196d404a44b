package io.sunpress.worker.limiter;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Both clocks: intervals come from the one, midnights from the other. */
record TimeSource(LongSupplier nanoTime, Clock clock) {
  long nanos() {
    return nanoTime.getAsLong();
  }

  Instant wall() {
    return clock.instant();
  }
}
