package io.sunpress.worker.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The clocks, and how long a request may take.
 *
 * @param clock the time of day
 * @param nanoTime the clock of intervals
 * @param random spreads the pauses between attempts; thread-safe
 * @param patience how long a request waits and is repeated in memory
 */
public record ProcessingTime(
    Clock clock, LongSupplier nanoTime, RandomGenerator random, Duration patience) {
  RetryBudget budget() {
    return new RetryBudget(patience, nanoTime, random);
  }
}
