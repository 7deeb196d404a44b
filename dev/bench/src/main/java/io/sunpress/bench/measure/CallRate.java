package io.sunpress.bench.measure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How many calls came in a time. */
public final class CallRate {
  private CallRate() {}

  /** The code calls that arrived in each stretch of this length since the first, in order. */
  public static List<Integer> each(List<SimulatedCall> calls, Duration stretch) {
    long[] times = times(calls);
    int[] counts = new int[times.length == 0 ? 0 : index(times, times.length - 1, stretch) + 1];
    for (int i = 0; i < times.length; i++) {
      counts[index(times, i, stretch)]++;
    }
    return Arrays.stream(counts).boxed().toList();
  }

  private static int index(long[] times, int i, Duration stretch) {
    return (int) ((times[i] - times[0]) / stretch.toMillis());
  }

  private static long[] times(List<SimulatedCall> calls) {
    return calls.stream()
        .filter(SimulatedCall::isCode)
        .mapToLong(SimulatedCall::atMillis)
        .sorted()
        .toArray();
  }

  /** The most code calls that arrived in any stretch of this length, refused ones included. */
  public static int most(List<SimulatedCall> calls, Duration window) {
    long[] times = times(calls);
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
