package io.sunpress.api.ledger.entry;

import io.sunpress.message.CodeError;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * A question that a worker has put aside: it goes on by itself.
 *
 * @param askedAt which question
 * @param turn how often it was put aside, this time included
 * @param error why
 * @param attempts calls to WeChat so far
 * @param until when it is tried again, at the earliest; empty where the record does not say
 */
public record RequestDelay(
    Instant askedAt, int turn, CodeError error, int attempts, Optional<Instant> until) {
  private static final Comparator<RequestDelay> BY_TURN =
      Comparator.comparing(RequestDelay::askedAt)
          .thenComparingInt(RequestDelay::turn)
          .thenComparing(delay -> delay.until().orElse(Instant.MIN))
          .thenComparing(RequestDelay::toString);

  public RequestDelay {
    Objects.requireNonNull(askedAt, "askedAt");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(until, "until");
  }

  /** Of two, the same one whichever is read first. */
  public static RequestDelay later(RequestDelay one, RequestDelay other) {
    return BY_TURN.compare(one, other) > 0 ? one : other;
  }
}
