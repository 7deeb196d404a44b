package io.sunpress.simulator.wechat;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.reply.ApiError;
import java.time.Duration;

/**
 * What differs between reports about WeChat, or is shortened in tests.
 *
 * @param tokenLife life of a fresh token
 * @param tokenOverlap a stable token with less left than this is followed by a new one
 * @param window how a minute is counted
 * @param minuteErrcode 45011, or 45009 with words about the minute
 */
public record Rules(Duration tokenLife, Duration tokenOverlap, Window window, int minuteErrcode) {

  /** Ways to count a minute. */
  public enum Window {
    /** Any 60 seconds. */
    SLIDING,
    /** From full minute to full minute. */
    FIXED
  }

  public Rules {
    requireNonNull(tokenLife, "tokenLife");
    requireNonNull(tokenOverlap, "tokenOverlap");
    requireNonNull(window, "window");
    if (tokenOverlap.isNegative() || tokenLife.compareTo(tokenOverlap) <= 0) {
      throw new IllegalArgumentException("a token must live longer than its overlap");
    }
    new Fault.MinuteThrottle(minuteErrcode);
  }

  public static Rules defaults() {
    return new Rules(Duration.ofSeconds(7200), Duration.ofMinutes(5), Window.SLIDING, 45011);
  }

  public Rules withTokenLife(Duration life) {
    return new Rules(life, tokenOverlap, window, minuteErrcode);
  }

  public Rules withTokenOverlap(Duration overlap) {
    return new Rules(tokenLife, overlap, window, minuteErrcode);
  }

  public Rules withWindow(Window way) {
    return new Rules(tokenLife, tokenOverlap, way, minuteErrcode);
  }

  public Rules withMinuteErrcode(int errcode) {
    return new Rules(tokenLife, tokenOverlap, window, errcode);
  }

  ApiError minuteError() {
    return new Fault.MinuteThrottle(minuteErrcode).error();
  }

  RateWindow newWindow() {
    return window == Window.SLIDING ? new SlidingMinute() : new FixedMinute();
  }
}
