package io.sunpress.simulator.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long an answer takes: a log-normal distribution, and a share of calls that hang.
 *
 * @param median half of the answers are faster
 * @param p99 99 of 100 are faster; not below the median
 * @param hangShare 0 to 1: so many hang first
 * @param hangFor how long they hang; they are answered then
 * @param seed of the sampling
 */
public record Latency(
    Duration median, Duration p99, double hangShare, Duration hangFor, long seed) {
  private static final double Z99 = 2.326347874;

  public Latency {
    requireNonNull(median, "median");
    requireNonNull(p99, "p99");
    requireNonNull(hangFor, "hangFor");
    if (median.isNegative() || p99.compareTo(median) < 0 || hangFor.isNegative()) {
      throw new IllegalArgumentException("durations must be 0 <= median <= p99, 0 <= hangFor");
    }
    if (!(hangShare >= 0 && hangShare <= 1)) {
      throw new IllegalArgumentException("hangShare is 0 to 1");
    }
  }

  /** Answers at once. */
  public static Latency none() {
    return always(Duration.ZERO);
  }

  /** The same time for every call. */
  public static Latency always(Duration time) {
    return of(time, time, 0, Duration.ZERO, 0);
  }

  public static Latency of(
      Duration median, Duration p99, double hangShare, Duration hangFor, long seed) {
    return new Latency(median, p99, hangShare, hangFor, seed);
  }

  /** From a normally distributed and an equally distributed random number. */
  Duration sample(double gaussian, double uniform) {
    if (uniform < hangShare) {
      return hangFor;
    }
    if (median.isZero()) {
      return median;
    }
    double spread = Math.log((double) p99.toNanos() / median.toNanos()) / Z99;
    return Duration.ofNanos((long) (median.toNanos() * Math.exp(gaussian * spread)));
  }
}
