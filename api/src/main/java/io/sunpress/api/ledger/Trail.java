package io.sunpress.api.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a code's last question. A question that was put aside and put back carries how
 * often that was, so that it can be told in any order of reading whether it waits now.
 *
 * @param place where it is
 * @param turns how often it had been put aside when it was last seen on its lane
 * @param delay when it was last put aside
 */
record Trail(Optional<Place> place, int turns, Optional<Delay> delay) {
  static final Trail NONE = new Trail(Optional.empty(), 0, Optional.empty());

  Trail {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(delay, "delay");
  }

  /** After a question was seen on its lane. */
  Trail asked(Optional<Instant> before, Instant at, Optional<Place> where, int turn) {
    if (before.isEmpty() || before.get().isBefore(at)) {
      return new Trail(where.or(() -> place), turn, delay);
    }
    return before.get().equals(at)
        ? new Trail(where.or(() -> place), Math.max(turns, turn), delay)
        : new Trail(place.or(() -> where), turns, delay);
  }

  /** After a question was seen among those that wait. */
  Trail delayed(Optional<Instant> before, Delay seen) {
    boolean isNewer = before.isEmpty() || before.get().isBefore(seen.askedAt());
    return new Trail(
        place,
        isNewer ? 0 : turns,
        Optional.of(delay.map(old -> Delay.later(old, seen)).orElse(seen)));
  }

  /** What the question that was asked then waits for; empty where it is on its lane. */
  Optional<Delay> waiting(Instant askedAt) {
    return delay.filter(last -> last.askedAt().equals(askedAt) && last.turn() > turns);
  }
}
