package io.sunpress.worker.limiter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Both clocks and a timer; time moves only when told, and what falls due meanwhile is run. */
public final class ManualTime implements LongSupplier, TaskTimer {
  /** Such that the clock overflows in the middle of a test. */
  static final long START = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

  static final Instant WALL = Instant.parse("2026-03-01T02:00:00Z");

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long passed;
  private long slept;
  private long order;

  public void advance(Duration time) {
    advance(time.toNanos());
  }

  /** Runs what falls due on the way, each at its own time. */
  public void advance(long nanos) {
    long end = passed + nanos;
    while (!due.isEmpty() && due.peek().at() <= end) {
      Due next = due.remove();
      passed = Math.max(passed, next.at());
      next.task().run();
    }
    passed = end;
  }

  /** Time goes on and nothing runs, as in a process that is stopped. */
  public void stop(Duration time) {
    passed += time.toNanos();
  }

  /** The wall clock goes on alone, as in a machine that sleeps. */
  void sleep(Duration time) {
    slept += time.toNanos();
  }

  /** Nanoseconds since the start. */
  long passed() {
    return passed;
  }

  @Override
  public long getAsLong() {
    return START + passed;
  }

  @Override
  public void after(long nanos, Runnable task) {
    due.add(new Due(passed + nanos, order++, task));
  }

  Instant wall() {
    return WALL.plusNanos(passed + slept);
  }

  TimeSource time() {
    return new TimeSource(this, clock());
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return wall();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock has one zone");
      }
    };
  }

  private record Due(long at, long order, Runnable task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
