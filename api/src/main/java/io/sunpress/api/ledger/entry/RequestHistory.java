package io.sunpress.api.ledger.entry;

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
public record RequestHistory(
    Optional<RecordPosition> place, int turns, Optional<RequestDelay> delay) {
  public static final RequestHistory NONE =
      new RequestHistory(Optional.empty(), 0, Optional.empty());

  public RequestHistory {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(delay, "delay");
  }

  /** After a question was seen on its lane. */
  public RequestHistory asked(
      Optional<Instant> before, Instant at, Optional<RecordPosition> where, int turn) {
    if (before.isEmpty() || before.get().isBefore(at)) {
      return new RequestHistory(where.or(() -> place), turn, delay);
    }
    return before.get().equals(at)
        ? new RequestHistory(where.or(() -> place), Math.max(turns, turn), delay)
        : new RequestHistory(place.or(() -> where), turns, delay);
  }

  /** After a question was seen among those that wait. */
  public RequestHistory delayed(Optional<Instant> before, RequestDelay seen) {
    boolean isNewer = before.isEmpty() || before.get().isBefore(seen.askedAt());
    return new RequestHistory(
        place,
        isNewer ? 0 : turns,
        Optional.of(delay.map(old -> RequestDelay.later(old, seen)).orElse(seen)));
  }

  /** What the question that was asked then waits for; empty where it is on its lane. */
  public Optional<RequestDelay> waiting(Instant askedAt) {
    return delay.filter(last -> last.askedAt().equals(askedAt) && last.turn() > turns);
  }
}
