package io.sunpress.simulator.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Random;

/** Draws the time of each answer; the distribution may change at any time. Thread-safe. */
public final class LatencySampler {
  private Latency latency = Latency.none();
  private Random random = new Random(0);

  public synchronized void set(Latency next) {
    latency = requireNonNull(next, "next");
    random = new Random(next.seed());
  }

  public synchronized Duration next() {
    return latency.sample(random.nextGaussian(), random.nextDouble());
  }
}
