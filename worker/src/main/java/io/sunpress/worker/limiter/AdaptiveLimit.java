package io.sunpress.worker.limiter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat's throttles leave of one app's limit. A throttle in the minute halves the limit and
 * closes the app for a pause, until that minute is surely over; then the limit rises by a twentieth
 * in each time of that length. When window after window is throttled without one call served
 * between, it is the day's quota, whatever WeChat's text says. Not thread-safe.
 */
final class AdaptiveLimit {
  static final ZoneId WECHATS_ZONE = ZoneId.of("Asia/Shanghai");
  static final int WINDOWS_TO_A_DAY = 3;

  private static final long STEPS = 20;

  /** Workers that were closed together open one after the other, and clocks differ by a little. */
  private static final long LEAST_JITTER_PART = 60;

  private static final long MOST_JITTER_PART = 10;

  private final long full;
  private final long pauseNanos;
  private final RandomGenerator jitter;
  private long current;
  private long risingSince;
  private long closedAt;
  private long opensAt;
  private int windows;
  private boolean everClosed;
  private @Nullable Instant dayEnds;

  AdaptiveLimit(CallLimit callLimit, Duration pause, RandomGenerator jitter) {
    this.full = callLimit.perMinute() * PermitRate.ONE;
    this.pauseNanos = pause.toNanos();
    this.current = full;
    this.jitter = jitter;
  }

  /** The limit at this moment, in millionths of a call a minute. */
  long limitMicros(long now) {
    if (current < full) {
      long pauses = Math.max(0, now - risingSince) / pauseNanos;
      current = Math.min(full, current + Math.min(pauses, STEPS) * full / STEPS);
      risingSince += pauses * pauseNanos;
    }
    return current;
  }

  /** What keeps the app closed, if anything does. */
  Optional<Throttled> closed(long now, Instant wall) {
    if (dayEnds != null && wall.isBefore(dayEnds)) {
      return Optional.of(new Throttled(QuotaWindow.DAY, dayEnds));
    }
    if (everClosed && now - opensAt < 0) {
      return Optional.of(new Throttled(QuotaWindow.MINUTE, wall.plusNanos(opensAt - now)));
    }
    return Optional.empty();
  }

  /**
   * WeChat has refused a call for its rate. Calls that were in flight when the app was closed
   * belong to the same throttle and cut nothing again.
   *
   * @param sentAt nano time of the call
   */
  void refused(QuotaWindow quotaWindow, long sentAt, long now, Instant wall) {
    switch (quotaWindow) {
      case DAY -> closeForTheDay(sentAt, now, wall);
      case MINUTE -> {
        if (isNews(sentAt)) {
          closeForAMinute(now);
          if (++windows >= WINDOWS_TO_A_DAY) {
            closeForTheDay(sentAt, now, wall);
          }
        }
      }
    }
  }

  /** WeChat has taken a call, whatever it said to it. */
  void served(long sentAt) {
    if (isNews(sentAt)) {
      windows = 0;
    }
  }

  private boolean isNews(long sentAt) {
    return !everClosed || sentAt - closedAt > 0;
  }

  private void closeForAMinute(long now) {
    long least = Math.max(full / STEPS, PermitRate.ONE);
    current = Math.max(least, limitMicros(now) / 2);
    everClosed = true;
    closedAt = now;
    opensAt = now + pauseNanos + jitter();
    risingSince = opensAt;
  }

  /**
   * The day of the call, so that an answer that comes after midnight does not cost the next one.
   */
  private void closeForTheDay(long sentAt, long now, Instant wall) {
    windows = 0;
    Instant sent = wall.minusNanos(now - sentAt);
    Instant midnight =
        sent.atZone(WECHATS_ZONE).toLocalDate().plusDays(1).atStartOfDay(WECHATS_ZONE).toInstant();
    if (dayEnds == null || dayEnds.isBefore(midnight)) {
      dayEnds = midnight.plusNanos(jitter());
    }
  }

  private long jitter() {
    return jitter.nextLong(pauseNanos / LEAST_JITTER_PART, pauseNanos / MOST_JITTER_PART);
  }
}
