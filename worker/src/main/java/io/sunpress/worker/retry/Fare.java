package io.sunpress.worker.retry;

import io.sunpress.message.AppNote;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an app that this worker has lately had to do with fares here at this moment.
 *
 * @param share what may be spent of its quota
 * @param throttledUntil until when WeChat takes none of its calls, where that is so
 */
public record Fare(AppNote.Share share, Optional<Instant> throttledUntil) {
  public Fare {
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(throttledUntil, "throttledUntil");
  }
}
