package io.sunpress.simulator.wechat;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedError;
import java.time.Duration;

/**
 * What differs between reports about WeChat, or is shortened in tests.
 *
 * @param tokenLife life of a fresh token
 * @param tokenOverlap a stable token with less left than this is followed by a new one
 * @param window how a minute is counted
 * @param minuteErrcode 45011, or 45009 with words about the minute
 */
public record SimulatorRules(
    Duration tokenLife, Duration tokenOverlap, Window window, int minuteErrcode) {

  /** Ways to count a minute. */
  public enum Window {
    /** Any 60 seconds. */
    SLIDING,
    /** From full minute to full minute. */
    FIXED
  }

  public SimulatorRules {
    requireNonNull(tokenLife, "tokenLife");
    requireNonNull(tokenOverlap, "tokenOverlap");
    requireNonNull(window, "window");
    if (tokenOverlap.isNegative() || tokenLife.compareTo(tokenOverlap) <= 0) {
      throw new IllegalArgumentException("a token must live longer than its overlap");
    }
    new SimulatedFault.MinuteThrottle(minuteErrcode);
  }

  public static SimulatorRules defaults() {
    return new SimulatorRules(
        Duration.ofSeconds(7200), Duration.ofMinutes(5), Window.SLIDING, 45011);
  }

  public SimulatorRules withMinuteErrcode(int errcode) {
    return new SimulatorRules(tokenLife, tokenOverlap, window, errcode);
  }

  SimulatedError minuteError() {
    return new SimulatedFault.MinuteThrottle(minuteErrcode).error();
  }

  RateWindow newWindow() {
    return window == Window.SLIDING ? new SlidingMinuteWindow() : new FixedMinuteWindow();
  }
}
