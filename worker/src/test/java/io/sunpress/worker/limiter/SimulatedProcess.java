package io.sunpress.worker.limiter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A process in the world: it can be stopped, its machine can sleep, its network can be cut. */
final class SimulatedProcess extends Clock implements LongSupplier, TaskTimer {
  private final SimulatedTime simulatedTime;
  private long stoppedUntil;
  private long cutUntil;
  private long slept;

  SimulatedProcess(SimulatedTime simulatedTime) {
    this.simulatedTime = simulatedTime;
  }

  /** Runs in this process, which may be stopped when the time has come. */
  @Override
  public void after(long nanos, Runnable task) {
    simulatedTime.at(simulatedTime.now() + nanos, () -> whenRunning(task));
  }

  /** Comes over the network, which may be cut. */
  void deliver(long latency, Runnable message) {
    simulatedTime.at(Math.max(simulatedTime.now() + latency, cutUntil), () -> whenRunning(message));
  }

  /** Goes out over the network, which may be cut. */
  void send(long latency, Runnable message) {
    simulatedTime.at(Math.max(simulatedTime.now() + latency, cutUntil), message);
  }

  private void whenRunning(Runnable task) {
    if (simulatedTime.now() < stoppedUntil) {
      simulatedTime.at(stoppedUntil, () -> whenRunning(task));
    } else {
      task.run();
    }
  }

  void stop(Duration length) {
    stoppedUntil = Math.max(stoppedUntil, simulatedTime.now() + length.toNanos());
  }

  /** Stops with its nano clock, while the world's wall clock goes on. */
  void sleep(Duration length) {
    long before = Math.max(stoppedUntil, simulatedTime.now());
    stop(length);
    slept += Math.max(0, stoppedUntil - before);
  }

  void cut(Duration length) {
    cutUntil = Math.max(cutUntil, simulatedTime.now() + length.toNanos());
  }

  boolean isSound() {
    return simulatedTime.now() >= Math.max(stoppedUntil, cutUntil);
  }

  @Override
  public long getAsLong() {
    if (simulatedTime.now() < stoppedUntil) {
      throw new IllegalStateException("a process that is stopped looks at no clock");
    }
    return ManualTime.START + simulatedTime.now() - slept;
  }

  @Override
  public Instant instant() {
    return ManualTime.WALL.plusNanos(simulatedTime.now());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock has one zone");
  }
}
