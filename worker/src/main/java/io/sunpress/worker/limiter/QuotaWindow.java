package io.sunpress.worker.limiter;

/** Which of WeChat's windows is used up. */
public enum QuotaWindow {
  /** Too many calls in a minute (45011; 45009 whose text says so): over in about a minute. */
  MINUTE,
  /** The day's calls are used up (45009 otherwise): over at 00:00 in Shanghai. */
  DAY
}
