package io.sunpress.message;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes request ids: UUIDs of version 7 (RFC 9562), which sort by the time they were made. */
public final class RequestIds {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public RequestIds(Clock clock) {
    this.clock = clock;
  }

  /** A new id: 48 bits of milliseconds, then 74 random ones. */
  public String next() {
    long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
