package io.sunpress.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Time that moves only when told. */
public final class SettableClock extends Clock {
  private volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** The same as nanoseconds, for intervals. */
  public long nanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
