package io.sunpress.message;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes request ids: UUIDs of version 7 (RFC 9562), which sort by the time they were made. They
 * must differ, not be unguessable: nobody may see more for knowing one.
 */
public final class RequestIdGenerator {
  private final Clock clock;

  public RequestIdGenerator(Clock clock) {
    this.clock = clock;
  }

  /** A new id: 48 bits of milliseconds, then 74 random ones. */
  public String next() {
    // A shared secure source makes all threads of a door wait for one lock.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
