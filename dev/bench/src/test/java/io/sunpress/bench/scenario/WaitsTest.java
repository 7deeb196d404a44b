package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.measure.Told;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final Duration HANG = Duration.ofSeconds(10);

  @Test
  void tellsHungRequestsFromTheOthers() {
    Told told = new Told().one(0, 10_000).one(0, 10_200).one(0, 9_999);
    for (int i = 0; i < 97; i++) {
      told.one(i, 200);
    }
    Waits waits = Waits.of(told.stories(), HANG);

    assertThat(waits.slow()).isEqualTo(2);
    assertThat(waits.quick().percentileMillis(98)).isCloseTo(200, Offset.offset(1.0));
    assertThat(waits.quick().percentileMillis(100)).isCloseTo(9_999, Offset.offset(10.0));
    assertThat(waits.all().percentileMillis(100)).isCloseTo(10_200, Offset.offset(10.0));
  }

  @Test
  void allowsForChance() {
    Told told = new Told();
    for (int i = 0; i < 1_000; i++) {
      told.one(i, 200);
    }
    Waits waits = Waits.of(told.stories(), HANG);

    assertThat(waits.mostByChance(0.01)).isEqualTo(23);
    assertThat(waits.mostByChance(0)).isZero();
  }
}
