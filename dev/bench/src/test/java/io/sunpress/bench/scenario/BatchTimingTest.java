package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.MeasuredRequestExamples;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchTimingTest {
  private static final Offset<Double> CLOSE = Offset.offset(0.001);

  @Test
  void countsFromTheFirstRequestToTheLastEvent() {
    BatchTiming batchTiming =
        BatchTiming.of(
            new MeasuredRequestExamples()
                .one(1_000, 500)
                .one(1_200, 3_800)
                .one(1_100, 10)
                .stories());

    assertThat(batchTiming.wallSeconds()).isCloseTo(4, CLOSE);
    assertThat(batchTiming.perSecond()).isCloseTo(0.75, CLOSE);
  }

  @Test
  void leavesStartAndEndOutOfTheMiddle() {
    MeasuredRequestExamples measuredRequestExamples = new MeasuredRequestExamples();
    for (int i = 0; i < 100; i++) {
      boolean isMiddle = i >= 10 && i < 90;
      measuredRequestExamples.one(0, isMiddle ? 10_000 + i * 10L : i < 10 ? 1 : 100_000);
    }
    assertThat(BatchTiming.middlePerSecond(measuredRequestExamples.stories()))
        .isCloseTo(100, CLOSE);
  }

  @Test
  void knowsWhenAShareHadEnded() {
    MeasuredRequestExamples measuredRequestExamples = new MeasuredRequestExamples();
    for (int i = 1; i <= 1_000; i++) {
      measuredRequestExamples.one(0, i * 1_000L);
    }
    List<MeasuredRequest> stories = measuredRequestExamples.stories();

    assertThat(BatchTiming.secondsTo(stories, 0.999)).isCloseTo(999, CLOSE);
    assertThat(BatchTiming.secondsTo(stories, 1)).isCloseTo(1_000, CLOSE);
  }
}
