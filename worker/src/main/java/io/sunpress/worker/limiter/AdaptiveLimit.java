package io.sunpress.worker.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What WeChat's throttles leave of one app's limit. A throttle in the minute halves the limit and
 * closes the app for a pause, until that minute is surely over; then the limit rises by a twentieth
 * in each time of that length. Not thread-safe.
 */
final class AdaptiveLimit {
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

  /** Until when the app is closed for its minute, if it is. */
  Optional<Instant> closedUntil(long now, Instant wall) {
    return everClosed && now - opensAt < 0
        ? Optional.of(wall.plusNanos(opensAt - now))
        : Optional.empty();
  }

  /**
   * WeChat has refused a call for its rate. Calls that were in flight when the app was closed
   * belong to the same throttle and cut nothing again.
   *
   * @param sentAt nano time of the call
   * @return whether that closed the app
   */
  boolean refused(long sentAt, long now) {
    if (!isNews(sentAt)) {
      return false;
    }
    windows++;
    long least = Math.max(full / STEPS, PermitRate.ONE);
    current = Math.max(least, limitMicros(now) / 2);
    everClosed = true;
    closedAt = now;
    opensAt = now + pauseNanos + jitter();
    risingSince = opensAt;
    return true;
  }

  /**
   * Whether window after window was throttled without one call served between: then it is the day's
   * quota, whatever WeChat's text says. They are counted anew from then on.
   */
  boolean isDay() {
    boolean day = windows >= WINDOWS_TO_A_DAY;
    windows = day ? 0 : windows;
    return day;
  }

  /** WeChat has taken a call, whatever it answered. */
  void served(long sentAt) {
    if (isNews(sentAt)) {
      windows = 0;
    }
  }

  private boolean isNews(long sentAt) {
    return !everClosed || sentAt - closedAt > 0;
  }

  /** Nanoseconds by which this worker opens later than it might. */
  long jitter() {
    return jitter.nextLong(pauseNanos / LEAST_JITTER_PART, pauseNanos / MOST_JITTER_PART);
  }
}
