package io.sunpress.worker.delay;

import io.sunpress.message.AppStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an app that this worker has lately had to do with fares here at this moment.
 *
 * @param share what may be spent of its quota
 * @param throttledUntil until when WeChat takes none of its calls, where that is so
 */
public record QuotaUsage(AppStatus.Share share, Optional<Instant> throttledUntil) {
  public QuotaUsage {
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(throttledUntil, "throttledUntil");
  }
}
