package io.sunpress.worker.retry;

import io.sunpress.message.AppNote;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of a note somebody would want to know before the next repetition. How many calls wait is
 * another number at every look, and is no news, but that none does any more.
 */
record Gist(
    boolean stopped,
    boolean throttled,
    OptionalDouble perMinute,
    OptionalDouble limitPerMinute,
    boolean waits) {

  static Gist of(AppNote note) {
    Optional<AppNote.Share> share = note.share();
    return new Gist(
        note.stopped().isPresent(),
        note.throttledUntil().isPresent(),
        number(share.map(AppNote.Share::perMinute)),
        number(share.map(AppNote.Share::limitPerMinute)),
        share.filter(known -> known.waiting() > 0).isPresent());
  }

  boolean isNewsAfter(Gist said) {
    boolean emptied = said.waits && !waits;
    return emptied || !withoutWaiting().equals(said.withoutWaiting());
  }

  private Gist withoutWaiting() {
    return new Gist(stopped, throttled, perMinute, limitPerMinute, false);
  }

  private static OptionalDouble number(Optional<Double> known) {
    return known.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
