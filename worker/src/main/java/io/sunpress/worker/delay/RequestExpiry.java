package io.sunpress.worker.delay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * When a request has waited for so long that Kafka would soon drop its record: it is ended then, so
 * that none ever ends in silence.
 */
public final class RequestExpiry {
  /** Of the retention, in percent. What is left is for whoever has to say so. */
  private static final int SHARE = 80;

  private final Supplier<Duration> retention;
  private final Clock clock;

  /**
   * @param retention how long Kafka keeps a record, as far as is known at that time
   */
  public RequestExpiry(Supplier<Duration> retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Whether it has come.
   *
   * @param askedAt the append time of the request's first record
   */
  public boolean hasPassed(Instant askedAt) {
    Duration limit = retention.get().multipliedBy(SHARE).dividedBy(100);
    return !clock.instant().isBefore(askedAt.plus(limit));
  }
}
