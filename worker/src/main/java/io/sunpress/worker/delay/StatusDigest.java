package io.sunpress.worker.delay;

import io.sunpress.message.AppStatus;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of a note somebody would want to know before the next repetition. How many calls wait is
 * another number at every look, and is no news, but that none does any more.
 */
record StatusDigest(
    boolean stopped,
    boolean throttled,
    OptionalDouble perMinute,
    OptionalDouble limitPerMinute,
    boolean waits) {

  static StatusDigest of(AppStatus note) {
    Optional<AppStatus.Share> share = note.share();
    return new StatusDigest(
        note.stopped().isPresent(),
        note.throttledUntil().isPresent(),
        number(share.map(AppStatus.Share::perMinute)),
        number(share.map(AppStatus.Share::limitPerMinute)),
        share.filter(known -> known.waiting() > 0).isPresent());
  }

  boolean isNewsAfter(StatusDigest said) {
    boolean emptied = said.waits && !waits;
    return emptied || !withoutWaiting().equals(said.withoutWaiting());
  }

  private StatusDigest withoutWaiting() {
    return new StatusDigest(stopped, throttled, perMinute, limitPerMinute, false);
  }

  private static OptionalDouble number(Optional<Double> known) {
    return known.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
