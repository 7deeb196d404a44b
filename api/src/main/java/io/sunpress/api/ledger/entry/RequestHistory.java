package io.sunpress.api.ledger.entry;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a code's last question. A question that was put aside and put back carries how
 * often that was, so that it can be told in any order of reading whether it waits now.
 *
 * @param place where it is
 * @param turns how often it had been put aside when it was last seen on its lane
 * @param delay when it was last put aside
 * @param open the latest requests that nothing has answered yet
 */
public record RequestHistory(
    Optional<RecordPosition> place,
    int turns,
    Optional<RequestDelay> delay,
    List<RequestFingerprint> open) {
  public static final RequestHistory NONE =
      new RequestHistory(Optional.empty(), 0, Optional.empty(), List.of());

  /** A retry of one that is not kept is published again, and its event can be dropped. */
  static final int MAX_OPEN = 32;

  /** Complete, so that the same ones are kept whichever are read first. */
  private static final Comparator<RequestFingerprint> LATEST_FIRST =
      Comparator.comparing(RequestFingerprint::askedAt)
          .thenComparingLong(RequestFingerprint::requestId)
          .thenComparingLong(RequestFingerprint::reference)
          .thenComparing(RequestFingerprint::checkPath)
          .reversed();

  public RequestHistory {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(delay, "delay");
    open = List.copyOf(open);
  }

  /** After a question was seen on its lane. */
  public RequestHistory asked(
      Optional<Instant> before, Instant at, Optional<RecordPosition> where, int turn) {
    if (before.isEmpty() || before.get().isBefore(at)) {
      return new RequestHistory(where.or(() -> place), turn, delay, open);
    }
    return before.get().equals(at)
        ? new RequestHistory(where.or(() -> place), Math.max(turns, turn), delay, open)
        : new RequestHistory(place.or(() -> where), turns, delay, open);
  }

  /** After a question was seen among those that wait. */
  public RequestHistory delayed(Optional<Instant> before, RequestDelay seen) {
    boolean isNewer = before.isEmpty() || before.get().isBefore(seen.askedAt());
    return new RequestHistory(
        place,
        isNewer ? 0 : turns,
        Optional.of(delay.map(old -> RequestDelay.later(old, seen)).orElse(seen)),
        open);
  }

  /** After a request was seen, wherever it was. */
  RequestHistory with(RequestFingerprint request) {
    return open.contains(request)
        ? this
        : withOpen(
            Stream.concat(open.stream(), Stream.of(request))
                .sorted(LATEST_FIRST)
                .limit(MAX_OPEN)
                .toList());
  }

  /** With those that were asked after what has answered the others. */
  RequestHistory openAfter(Instant answered) {
    return open.stream().allMatch(request -> request.askedAt().isAfter(answered))
        ? this
        : withOpen(open.stream().filter(request -> request.askedAt().isAfter(answered)).toList());
  }

  private RequestHistory withOpen(List<RequestFingerprint> requests) {
    return new RequestHistory(place, turns, delay, requests);
  }

  /** What the question that was asked then waits for; empty where it is on its lane. */
  public Optional<RequestDelay> waiting(Instant askedAt) {
    return delay.filter(last -> last.askedAt().equals(askedAt) && last.turn() > turns);
  }
}
