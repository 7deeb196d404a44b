package io.sunpress.worker.deadletters;

/** Lets so many through in a second, evenly; time that was not used is not saved up. */
final class Pace {
  private final long interval;
  private final Time time;
  private long next;

  Pace(int perSecond, Time time) {
    this.interval = 1_000_000_000L / perSecond;
    this.time = time;
    this.next = time.nanos();
  }

  /** Waits for its turn. */
  void await() {
    time.restUntil(next);
    next = Math.max(next, time.nanos()) + interval;
  }
}
