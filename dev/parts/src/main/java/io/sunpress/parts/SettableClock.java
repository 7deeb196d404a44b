package io.sunpress.parts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock for tests that moves only when told to. */
public final class SettableClock extends Clock {
  private volatile Instant now;

  public SettableClock() {
    this("2026-03-01T00:00:00Z");
  }

  public SettableClock(String start) {
    this.now = Instant.parse(start);
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  public void set(String instant) {
    now = Instant.parse(instant);
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
