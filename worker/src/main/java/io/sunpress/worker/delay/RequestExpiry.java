package io.sunpress.worker.delay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a request has waited for so long that Kafka would soon drop its record: it is ended then, so
 * that none ever ends in silence.
 */
public final class RequestExpiry {
  /** Of the retention, in percent. What is left is for whoever has to say so. */
  private static final int SHARE = 80;

  private final Duration limit;
  private final Clock clock;

  /**
   * @param retention how long Kafka keeps a record
   */
  public RequestExpiry(Duration retention, Clock clock) {
    this.limit = retention.multipliedBy(SHARE).dividedBy(100);
    this.clock = clock;
  }

  /**
   * Whether it has come.
   *
   * @param askedAt the append time of the request's first record
   */
  public boolean hasPassed(Instant askedAt) {
    return !clock.instant().isBefore(askedAt.plus(limit));
  }
}
