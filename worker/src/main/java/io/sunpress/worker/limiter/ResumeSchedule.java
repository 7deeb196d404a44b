package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * When parked requests come back: an app's one after the other, in the order in which they were
 * parked and as fast as this worker may call for them, so that neither WeChat nor the other apps'
 * requests meet them all at once.
 */
final class ResumeSchedule {
  /** A share that grows meanwhile would serve them sooner. */
  private static final Duration FARTHEST = Duration.ofHours(1);

  private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final ToDoubleFunction<AppId> pace;
  private final Map<AppId, Instant> last = new ConcurrentHashMap<>();

  /**
   * @param pace calls a minute that this worker may make for an app while it is open; 0 where that
   *     is not known
   */
  ResumeSchedule(ToDoubleFunction<AppId> pace) {
    this.pace = pace;
  }

  /** The next one that is free. */
  Instant next(AppId app, Instant earliest) {
    Duration interval = interval(app);
    return last.merge(app, earliest, (before, first) -> after(before.plus(interval), first));
  }

  private static Instant after(Instant free, Instant earliest) {
    Instant farthest = earliest.plus(FARTHEST);
    Instant time = free.isBefore(earliest) ? earliest : free;
    return time.isAfter(farthest) ? farthest : time;
  }

  private Duration interval(AppId app) {
    double perMinute = pace.applyAsDouble(app);
    return perMinute > 0
        ? Duration.ofNanos((long) Math.min(MINUTE_NANOS / perMinute, FARTHEST.toNanos()))
        : Duration.ZERO;
  }
}
