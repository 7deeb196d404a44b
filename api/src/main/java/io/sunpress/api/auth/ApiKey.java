package io.sunpress.api.auth;

import java.time.Duration;
import java.util.Optional;

/**
 * A key that is configured here.
 *
 * @param hash of the whole key
 * @param caller who shows it
 * @param rate how often it may be shown; empty: as often as one likes
 */
record ApiKey(byte[] hash, Caller caller, Optional<TokenBucket> rate) {
  /** Counts one request; where that is one too many, says how long to wait. */
  Optional<Duration> count() {
    return rate.flatMap(TokenBucket::take);
  }
}
