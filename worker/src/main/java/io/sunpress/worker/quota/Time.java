package io.sunpress.worker.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Both clocks: intervals come from the one, midnights from the other. */
record Time(LongSupplier nanoTime, Clock clock) {
  long nanos() {
    return nanoTime.getAsLong();
  }

  Instant wall() {
    return clock.instant();
  }
}
