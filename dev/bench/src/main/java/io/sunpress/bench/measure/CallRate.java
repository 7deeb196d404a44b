package io.sunpress.bench.measure;

import java.time.Duration;
import java.util.List;

/** How many calls came in a time. */
public final class CallRate {
  private CallRate() {}

  /** The most code calls that arrived in any stretch of this length, refused ones included. */
  public static int most(List<SimulatedCall> calls, Duration window) {
    long[] times =
        calls.stream()
            .filter(SimulatedCall::isCode)
            .mapToLong(SimulatedCall::atMillis)
            .sorted()
            .toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < times.length; last++) {
      while (times[last] - times[first] >= window.toMillis()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
