package io.sunpress.worker.limiter;

import java.time.Duration;
import java.util.Arrays;

/** When calls were sent, by all workers together. */
final class SentCalls {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private long[] times = new long[1 << 12];
  private int count;

  void add(long time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = time;
  }

  int count() {
    return count;
  }

  /** The time of the n-th call, from 1. */
  long timeOf(int n) {
    return times[n - 1];
  }

  /** The most calls in any 60 s, wherever they begin. */
  int worstMinute() {
    int worst = 0;
    int first = 0;
    for (int last = 0; last < count; last++) {
      while (times[last] - times[first] >= MINUTE) {
        first++;
      }
      worst = Math.max(worst, last - first + 1);
    }
    return worst;
  }

  /** Calls in the 60 s before a time. */
  int minuteBefore(long end) {
    int calls = 0;
    for (int i = 0; i < count; i++) {
      calls += times[i] >= end - MINUTE && times[i] < end ? 1 : 0;
    }
    return calls;
  }
}
