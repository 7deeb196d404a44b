package io.sunpress.bench.scenario;

import java.time.Duration;
import java.util.Random;

/** When who is killed, by lot. One seed gives one plan. */
final class KillPlan {
  private static final int LEAST_MILLIS = 2_000;
  private static final int MOST_MILLIS = 5_000;

  private final Random random;
  private final int workers;

  /**
   * @param workers to choose from
   */
  KillPlan(long seed, int workers) {
    this.random = new Random(seed);
    this.workers = workers;
  }

  /**
   * One kill.
   *
   * @param pause before it
   * @param victim from 0
   */
  record Kill(Duration pause, int victim) {}

  Kill next() {
    int millis = LEAST_MILLIS + random.nextInt(MOST_MILLIS - LEAST_MILLIS + 1);
    return new Kill(Duration.ofMillis(millis), random.nextInt(workers));
  }
}
