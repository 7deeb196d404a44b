package io.sunpress.simulator.wechat;

/** Counts calls in a minute. Refused calls are not counted. */
interface RateWindow {
  long MINUTE_MILLIS = 60_000;

  /** Counts one call, unless that would be more than the limit. */
  boolean take(long nowMillis, int limit);
}
