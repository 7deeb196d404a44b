package io.sunpress.worker.limiter;

import java.util.PriorityQueue;

/**
 * Simulated time for several workers: things happen in the order of their times, and nothing else.
 */
final class SimulatedTime {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long order;

  long now() {
    return now;
  }

  void at(long time, Runnable what) {
    events.add(new Event(Math.max(now, time), order++, what));
  }

  /** Lets everything happen up to that time. */
  void runUntil(long end) {
    while (!events.isEmpty() && events.peek().time() <= end) {
      Event event = events.remove();
      now = event.time();
      event.what().run();
    }
    now = end;
  }

  private record Event(long time, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
