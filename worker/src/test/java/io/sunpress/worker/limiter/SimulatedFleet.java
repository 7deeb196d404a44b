package io.sunpress.worker.limiter;

import static io.sunpress.worker.limiter.SimulatedGroup.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One random sequence of up to six workers on simulated time, which come, go, are cut off, stopped
 * and put to sleep.
 */
final class SimulatedFleet implements SimulatedWorker.Work {
  private static final int MOST_WORKERS = 6;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long STORM = 300 * SECOND;
  private static final long GUSTS = 90 * SECOND;
  private static final long CALM = 120 * SECOND;

  private final SplittableRandom random;
  private final SimulatedTime simulatedTime = new SimulatedTime();
  private final SentCalls calls = new SentCalls();
  private final Map<Priority, SimulatedGroup> groups = new EnumMap<>(Priority.class);
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final CallLimit callLimit;

  /**
   * Whether workers do nothing but come and go, faster than any limit can be spent: what each rise
   * gives away shows then.
   */
  private final boolean gusty;

  private final long haste;
  private boolean idle;

  SimulatedFleet(SplittableRandom random) {
    this.random = random;
    this.gusty = random.nextInt(4) == 0;
    this.callLimit = new CallLimit(gusty ? 600 : random.nextInt(600, 5_001));
    this.haste = gusty ? SECOND / 2 : random.nextInt(1, 15) * SECOND;
    for (Priority priority : Priority.values()) {
      groups.put(priority, new SimulatedGroup(simulatedTime, priority, random.split()));
    }
    join();
  }

  void weather() {
    long end = simulatedTime.now() + (gusty ? GUSTS : STORM);
    while (simulatedTime.now() < end) {
      simulatedTime.runUntil(simulatedTime.now() + random.nextLong(haste));
      act();
      workers.forEach(worker -> worker.process().after(0, worker::askForPermits));
    }
  }

  private void act() {
    List<SimulatedWorker> there = workers.stream().filter(worker -> !worker.isGone()).toList();
    if (there.isEmpty()) {
      join();
      return;
    }
    SimulatedWorker one = there.get(random.nextInt(there.size()));
    Duration length = Duration.ofMillis(random.nextInt(500, 30_000));
    switch (random.nextInt(gusty ? 3 : 8)) {
      case 0, 1 -> {
        if (there.size() < MOST_WORKERS) {
          join();
        }
      }
      case 2 -> tell(one, "leaves", one::leave);
      case 3 -> tell(one, "is cut off for " + length, () -> one.process().cut(length));
      case 4 -> tell(one, "is stopped for " + length, () -> one.process().stop(length));
      case 5 -> tell(one, "sleeps for " + length, () -> one.process().sleep(length));
      default -> idle = random.nextInt(4) == 0;
    }
  }

  private void join() {
    SimulatedWorker worker =
        new SimulatedWorker(simulatedTime, groups, callLimit, random.split(), this);
    tell(worker, "joins", () -> workers.add(worker));
  }

  private void tell(SimulatedWorker worker, String what, Runnable act) {
    act.run();
    story.add(simulatedTime.now() / SECOND + "s: worker " + workers.indexOf(worker) + " " + what);
  }

  /** Waits until everybody is back and then for a while. */
  void calm() {
    idle = false;
    simulatedTime.runUntil(simulatedTime.now() + 60 * SECOND);
    if (workers.stream().allMatch(SimulatedWorker::isGone)) {
      join();
    }
    assertThat(workers).allMatch(worker -> worker.process().isSound());
    workers.forEach(worker -> worker.process().after(0, worker::askForPermits));
    simulatedTime.runUntil(simulatedTime.now() + CALM);
  }

  void check(String seed) {
    String what = seed + " limit " + callLimit.perMinute() + " " + story;
    assertThat(calls.worstMinute()).as(what).isLessThanOrEqualTo(callLimit.perMinute());
    assertThat(calls.minuteBefore(simulatedTime.now()))
        .as(what)
        .isGreaterThanOrEqualTo((int) (0.95 * 0.98 * callLimit.perMinute()));
    long used = workers.stream().mapToLong(worker -> worker.counts().used()).sum();
    assertThat(used).as(what).isEqualTo(calls.count());
    groups.keySet().forEach(priority -> assertThat(held(priority)).as(what).isEqualTo(PARTITIONS));
  }

  private int held(Priority priority) {
    return workers.stream().mapToInt(worker -> worker.held(priority).size()).sum();
  }

  long calls() {
    return calls.count();
  }

  /** The worst minute, of the limit. */
  double worst() {
    return (double) calls.worstMinute() / callLimit.perMinute();
  }

  long moved() {
    return workers.stream().mapToLong(worker -> worker.counts().moved()).sum();
  }

  @Override
  public boolean isThere(SimulatedWorker worker, Priority priority) {
    return !idle;
  }

  @Override
  public void sent(SimulatedWorker worker, Priority priority) {
    calls.add(simulatedTime.now());
  }
}
