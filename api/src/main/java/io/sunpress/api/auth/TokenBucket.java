package io.sunpress.api.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** So many a minute, of which ten seconds' worth may come at once. Safe for many threads. */
final class TokenBucket {
  private static final double SHARE_AT_ONCE = 1 / 6.0;
  private static final double NANOS_A_MINUTE = 60e9;

  private final double perNano;
  private final double size;
  private final LongSupplier nanos;
  private double tokens;
  private long filledAt;

  /**
   * @param nanos a clock that is never set
   */
  TokenBucket(int perMinute, LongSupplier nanos) {
    this.perNano = perMinute / NANOS_A_MINUTE;
    this.size = Math.max(1, perMinute * SHARE_AT_ONCE);
    this.nanos = nanos;
    this.tokens = size;
    this.filledAt = nanos.getAsLong();
  }

  /** Takes one; where there is none, says how long until there is. */
  synchronized Optional<Duration> take() {
    long now = nanos.getAsLong();
    tokens = Math.min(size, tokens + Math.max(0, now - filledAt) * perNano);
    filledAt = now;
    if (tokens < 1) {
      return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / perNano)));
    }
    tokens--;
    return Optional.empty();
  }
}
