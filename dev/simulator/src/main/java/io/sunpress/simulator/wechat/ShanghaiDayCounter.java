package io.sunpress.simulator.wechat;

import java.util.concurrent.TimeUnit;

/** Counts calls in a day of Asia/Shanghai, which has been UTC+8 without summer time since 1991. */
final class ShanghaiDayCounter {
  private static final long SHANGHAI_MILLIS = TimeUnit.HOURS.toMillis(8);
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private long day;
  private int count;

  /** Counts one call, unless that would be more than the limit. */
  synchronized boolean take(long nowMillis, int limit) {
    if (used(nowMillis) >= limit) {
      return false;
    }
    count++;
    return true;
  }

  synchronized int used(long nowMillis) {
    long today = Math.floorDiv(nowMillis + SHANGHAI_MILLIS, DAY_MILLIS);
    if (today != day) {
      day = today;
      count = 0;
    }
    return count;
  }
}
