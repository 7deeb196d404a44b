package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.measure.Story;
import io.sunpress.bench.measure.Told;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final Offset<Double> CLOSE = Offset.offset(0.001);

  @Test
  void countsFromTheFirstRequestToTheLastEvent() {
    Timing timing =
        Timing.of(new Told().one(1_000, 500).one(1_200, 3_800).one(1_100, 10).stories());

    assertThat(timing.wallSeconds()).isCloseTo(4, CLOSE);
    assertThat(timing.perSecond()).isCloseTo(0.75, CLOSE);
  }

  @Test
  void leavesStartAndEndOutOfTheMiddle() {
    Told told = new Told();
    for (int i = 0; i < 100; i++) {
      boolean isMiddle = i >= 10 && i < 90;
      told.one(0, isMiddle ? 10_000 + i * 10L : i < 10 ? 1 : 100_000);
    }
    assertThat(Timing.middlePerSecond(told.stories())).isCloseTo(100, CLOSE);
  }

  @Test
  void knowsWhenAShareHadEnded() {
    Told told = new Told();
    for (int i = 1; i <= 1_000; i++) {
      told.one(0, i * 1_000L);
    }
    List<Story> stories = told.stories();

    assertThat(Timing.secondsTo(stories, 0.999)).isCloseTo(999, CLOSE);
    assertThat(Timing.secondsTo(stories, 1)).isCloseTo(1_000, CLOSE);
  }
}
