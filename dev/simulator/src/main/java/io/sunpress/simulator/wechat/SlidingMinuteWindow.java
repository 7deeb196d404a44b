package io.sunpress.simulator.wechat;

import java.util.Arrays;

/** No 60 seconds, wherever they begin, hold more than the limit. Exact: keeps every time. */
final class SlidingMinuteWindow implements RateWindow {
  private long[] ring = new long[256];
  private int first;
  private int count;

  @Override
  public synchronized boolean take(long nowMillis, int limit) {
    while (count > 0 && nowMillis - ring[first] >= MINUTE_MILLIS) {
      first = (first + 1) % ring.length;
      count--;
    }
    if (count >= limit) {
      return false;
    }
    if (count == ring.length) {
      grow();
    }
    ring[(first + count++) % ring.length] = nowMillis;
    return true;
  }

  private void grow() {
    long[] larger = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    ring = larger;
    first = 0;
  }
}
