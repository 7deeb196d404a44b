package io.sunpress.request;

import java.time.Instant;
import java.util.function.Function;

/** What became of a question that was handed to Kafka. */
public sealed interface PublishResult {

  /**
   * Every in-sync replica has it. Only now may a caller get "accepted".
   *
   * @param askedAt the broker's append time
   */
  record Acknowledged(Instant askedAt) implements PublishResult {}

  /**
   * It is not known to be there. Asking again is safe, since the same request has the same id.
   *
   * @param cause a sentence, for the log
   */
  record Unacknowledged(String cause) implements PublishResult {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(
      Function<Acknowledged, R> acknowledged, Function<Unacknowledged, R> unacknowledged) {
    return this instanceof Acknowledged a
        ? acknowledged.apply(a)
        : unacknowledged.apply((Unacknowledged) this);
  }
}
