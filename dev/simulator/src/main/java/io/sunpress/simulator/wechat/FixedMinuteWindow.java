package io.sunpress.simulator.wechat;

/** Starts anew at every full minute. */
final class FixedMinuteWindow implements RateWindow {
  private long minute;
  private int count;

  @Override
  public synchronized boolean take(long nowMillis, int limit) {
    long current = Math.floorDiv(nowMillis, MINUTE_MILLIS);
    if (current != minute) {
      minute = current;
      count = 0;
    }
    if (count >= limit) {
      return false;
    }
    count++;
    return true;
  }
}
