package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.measure.MeasuredRequestExamples;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HangLatenciesTest {
  private static final Duration HANG = Duration.ofSeconds(10);

  @Test
  void tellsHungRequestsFromTheOthers() {
    MeasuredRequestExamples measuredRequestExamples =
        new MeasuredRequestExamples().one(0, 10_000).one(0, 10_200).one(0, 9_999);
    for (int i = 0; i < 97; i++) {
      measuredRequestExamples.one(i, 200);
    }
    HangLatencies hangLatencies = HangLatencies.of(measuredRequestExamples.stories(), HANG);

    assertThat(hangLatencies.slow()).isEqualTo(2);
    assertThat(hangLatencies.quick().percentileMillis(98)).isCloseTo(200, Offset.offset(1.0));
    assertThat(hangLatencies.quick().percentileMillis(100)).isCloseTo(9_999, Offset.offset(10.0));
    assertThat(hangLatencies.all().percentileMillis(100)).isCloseTo(10_200, Offset.offset(10.0));
  }

  @Test
  void allowsForChance() {
    MeasuredRequestExamples measuredRequestExamples = new MeasuredRequestExamples();
    for (int i = 0; i < 1_000; i++) {
      measuredRequestExamples.one(i, 200);
    }
    HangLatencies hangLatencies = HangLatencies.of(measuredRequestExamples.stories(), HANG);

    assertThat(hangLatencies.mostByChance(0.01)).isEqualTo(23);
    assertThat(hangLatencies.mostByChance(0)).isZero();
  }
}
