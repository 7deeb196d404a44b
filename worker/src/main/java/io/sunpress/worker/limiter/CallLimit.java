package io.sunpress.worker.limiter;

/**
 * What all workers together may spend of WeChat's limit for one mini-program.
 *
 * @param perMinute calls in any 60 seconds
 */
public record CallLimit(int perMinute) {
  private static final int HIGHEST = 1_000_000;

  /** WeChat's documented limit, of which a fifth is left to other systems with the same appid. */
  public static final CallLimit DEFAULT = partOf(5_000, 80);

  public CallLimit {
    if (perMinute < 1 || perMinute > HIGHEST) {
      throw new IllegalArgumentException("limit " + perMinute + ", not 1 to " + HIGHEST);
    }
  }

  /**
   * A part of WeChat's limit, at least one call a minute.
   *
   * @param weChats calls a minute that WeChat allows the mini-program
   * @param percent how much of it is ours
   */
  public static CallLimit partOf(int weChats, int percent) {
    return new CallLimit((int) Math.max(1, (long) weChats * percent / 100));
  }
}
