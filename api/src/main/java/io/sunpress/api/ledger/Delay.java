package io.sunpress.api.ledger;

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
public record Delay(
    Instant askedAt, int turn, CodeError error, int attempts, Optional<Instant> until) {
  private static final Comparator<Delay> BY_TURN =
      Comparator.comparing(Delay::askedAt)
          .thenComparingInt(Delay::turn)
          .thenComparing(delay -> delay.until().orElse(Instant.MIN))
          .thenComparing(Delay::toString);

  public Delay {
    Objects.requireNonNull(askedAt, "askedAt");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(until, "until");
  }

  /** Of two, the same one whichever is read first. */
  static Delay later(Delay one, Delay other) {
    return BY_TURN.compare(one, other) > 0 ? one : other;
  }
}
