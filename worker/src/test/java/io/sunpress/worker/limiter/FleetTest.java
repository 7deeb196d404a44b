package io.sunpress.worker.limiter;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers on simulated time that come, go, are cut off, stopped and put to sleep: all together
 * never exceed the limit, not a call excluded, and use it up when nothing happens. Random sequences
 * each time; {@code -Dseed} repeats one, and those after it.
 */
class FleetTest {
  private static final int FEW = 30;
  private static final int MANY = 2_000;

  @Test
  void neverExceedsTheLimitTogetherAndLosesNothingWhenOwnershipIsStable() {
    run(FEW);
  }

  @Test
  @Tag("long")
  void neverExceedsTheLimitInThousandsOfSequences() {
    run((int) Math.ceil(MANY * Double.parseDouble(System.getProperty("long.scale", "1"))));
  }

  private static void run(int sequences) {
    long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    System.out.println("FleetTest: -Dseed=" + seed);
    SplittableRandom seeds = new SplittableRandom(seed);
    long calls = 0;
    long moved = 0;
    double worst = 0;
    for (int i = 0; i < sequences; i++) {
      long one = i == 0 ? seed : seeds.nextLong();
      SimulatedFleet simulatedFleet = new SimulatedFleet(new SplittableRandom(one));
      simulatedFleet.weather();
      simulatedFleet.calm();
      simulatedFleet.check("-Dseed=" + one);
      calls += simulatedFleet.calls();
      moved += simulatedFleet.moved();
      worst = Math.max(worst, simulatedFleet.worst());
    }
    System.out.printf(
        "FleetTest: %d sequences, %d calls, worst minute %.4f of the limit, admitted when ownership"
            + " moved %d%n",
        sequences, calls, worst, moved);
  }
}
