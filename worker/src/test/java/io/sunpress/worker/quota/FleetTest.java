package io.sunpress.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Up to six workers on simulated time, which come, go, are cut off, stopped and put to sleep: all
 * together never exceed the limit, and use it up when nothing happens. The same sequences each
 * time, unless {@code -Dseed} says others: 7664873268247051969 is one that is known to fail, by 2 %
 * in one minute, and is not understood yet.
 */
class FleetTest {
  private static final int SEQUENCES = 20;
  private static final int MOST_WORKERS = 6;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long STORM = 300 * SECOND;
  private static final long GUSTS = 90 * SECOND;
  private static final long CALM = 120 * SECOND;

  @Test
  void neverExceedsTheLimitTogetherAndLosesNothingWhenOwnershipIsStable() {
    long seed = Long.getLong("seed", 20_261_122);
    System.out.println("FleetTest: -Dseed=" + seed);
    SplittableRandom seeds = new SplittableRandom(seed);
    long calls = 0;
    long moved = 0;
    double worst = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      long one = i == 0 ? seed : seeds.nextLong();
      Fleet fleet = new Fleet(new SplittableRandom(one), i % 4 == 0);
      fleet.weather();
      fleet.calm();
      fleet.check("-Dseed=" + one);
      calls += fleet.calls.count();
      moved += fleet.moved();
      worst = Math.max(worst, (double) fleet.calls.worstMinute() / fleet.limit.perMinute());
    }
    System.out.printf(
        "FleetTest: %d sequences, %d calls, worst minute %.4f of the limit, admitted when ownership"
            + " moved %d%n",
        SEQUENCES, calls, worst, moved);
  }

  /** One random sequence. */
  private static final class Fleet implements SimulatedWorker.Work {
    private final SplittableRandom random;
    private final World world = new World();
    private final CallLog calls = new CallLog();
    private final Map<Lane, SimulatedGroup> groups = new EnumMap<>(Lane.class);
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Limit limit;
    private final boolean gusty;
    private final long haste;
    private boolean idle;

    /**
     * @param gusty whether workers do nothing but come and go, faster than any limit can be spent:
     *     what each rise gives away shows then
     */
    Fleet(SplittableRandom random, boolean gusty) {
      this.random = random;
      this.gusty = gusty;
      this.limit = new Limit(gusty ? 600 : random.nextInt(600, 5_001));
      this.haste = gusty ? SECOND / 2 : random.nextInt(1, 15) * SECOND;
      for (Lane lane : Lane.values()) {
        groups.put(lane, new SimulatedGroup(world, lane, random.split()));
      }
      join();
    }

    void weather() {
      long end = world.now() + (gusty ? GUSTS : STORM);
      while (world.now() < end) {
        world.runUntil(world.now() + random.nextLong(haste));
        act();
        workers.forEach(SimulatedWorker::askForPermits);
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
      SimulatedWorker worker = new SimulatedWorker(world, groups, limit, random.split(), this);
      tell(worker, "joins", () -> workers.add(worker));
    }

    private void tell(SimulatedWorker worker, String what, Runnable act) {
      act.run();
      story.add(world.now() / SECOND + "s: worker " + workers.indexOf(worker) + " " + what);
    }

    /** Waits until everybody is back and then for a while. */
    void calm() {
      idle = false;
      world.runUntil(world.now() + 60 * SECOND);
      if (workers.stream().allMatch(SimulatedWorker::isGone)) {
        join();
      }
      assertThat(workers).allMatch(worker -> worker.process().isSound());
      workers.forEach(SimulatedWorker::askForPermits);
      world.runUntil(world.now() + CALM);
    }

    void check(String seed) {
      String what = seed + " limit " + limit.perMinute() + " " + story;
      assertThat(calls.worstMinute()).as(what).isLessThanOrEqualTo(limit.perMinute());
      assertThat(calls.minuteBefore(world.now()))
          .as(what)
          .isGreaterThanOrEqualTo((int) (0.95 * 0.98 * limit.perMinute()));
      long used = workers.stream().mapToLong(worker -> worker.counts().used()).sum();
      assertThat(used).as(what).isEqualTo(calls.count());
    }

    long moved() {
      return workers.stream().mapToLong(worker -> worker.counts().moved()).sum();
    }

    @Override
    public boolean isThere(SimulatedWorker worker, Lane lane) {
      return !idle;
    }

    @Override
    public void sent(SimulatedWorker worker, Lane lane) {
      calls.add(world.now());
    }
  }
}
