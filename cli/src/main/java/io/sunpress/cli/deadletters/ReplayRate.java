package io.sunpress.cli.deadletters;

/** So many a second, evenly spaced; unused time is not saved up. */
final class ReplayRate {
  private final long interval;
  private final RateClock clock;
  private long next;

  ReplayRate(int perSecond, RateClock clock) {
    this.interval = 1_000_000_000L / perSecond;
    this.clock = clock;
    this.next = clock.nanos();
  }

  /** Waits for the next turn. */
  void await() {
    clock.waitUntil(next);
    next = Math.max(next, clock.nanos()) + interval;
  }
}
