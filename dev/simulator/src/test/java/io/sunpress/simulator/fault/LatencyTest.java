package io.sunpress.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final Duration MEDIAN = Duration.ofMillis(200);
  private static final Duration P99 = Duration.ofSeconds(2);
  private static final Duration HANG = Duration.ofSeconds(10);
  private static final long SEED = 11;

  @Test
  void hasItsMedianItsP99AndItsShareOfHangs() {
    long[] millis = sample(Latency.of(MEDIAN, P99, 0.01, HANG, SEED));
    long hangs = IntStream.range(0, millis.length).filter(i -> millis[i] == 10_000).count();
    assertThat(hangs).as("seed %d", SEED).isBetween(800L, 1200L);
    assertThat(millis[millis.length / 2]).isBetween(195L, 206L);
    long[] smooth = sample(Latency.of(MEDIAN, P99, 0, HANG, SEED));
    assertThat(smooth[smooth.length * 99 / 100]).isBetween(1900L, 2100L);
  }

  @Test
  void theSameSeedGivesTheSameTimes() {
    Latency latency = Latency.of(MEDIAN, P99, 0.01, HANG, SEED);
    assertThat(sample(latency)).isEqualTo(sample(latency));
  }

  @Test
  void noneIsNoneAndAlwaysIsAlways() {
    assertThat(sample(Latency.none())).containsOnly(0);
    assertThat(sample(Latency.always(MEDIAN))).containsOnly(200);
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> Latency.of(P99, MEDIAN, 0, HANG, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Latency.of(MEDIAN, P99, 1.1, HANG, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] sample(Latency latency) {
    LatencySampler source = new LatencySampler();
    source.set(latency);
    return IntStream.range(0, 100_000).mapToLong(i -> source.next().toMillis()).sorted().toArray();
  }
}
