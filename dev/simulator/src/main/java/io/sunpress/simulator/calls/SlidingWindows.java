package io.sunpress.simulator.calls;

import java.time.Duration;

/** Counts in sliding windows. */
final class SlidingWindows {
  private SlidingWindows() {}

  /** The most of these ascending times that lie in one half-open window. */
  static int most(long[] millis, Duration window) {
    long length = window.toMillis();
    int most = 0;
    int first = 0;
    for (int last = 0; last < millis.length; last++) {
      while (millis[last] - millis[first] >= length) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
