package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.Workplace;
import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.option.Options;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once, through real JVMs, with few codes. */
class FirstLightTest {
  @TempDir Path dir;

  @Test
  @Timeout(180)
  void measuresFiftyCodesAndLeavesNothingBehind() {
    Options options =
        Options.parse(
            List.of("--codes=50", "--warm-up=5", "--rate=25", "--seconds=1", "--latency-ms=20"),
            new FirstLight().options());
    List<Figure> figures = new ArrayList<>();

    try (Workplace place = Workplace.in(dir, false)) {
      Run run = new Run("first-light", options, place, Machine.here(), line -> {});
      Findings findings = FirstLight.endToEnd(run, figures);

      assertThat(findings.faults()).isZero();
      assertThat(findings.completed()).isEqualTo(80);
    }

    assertThat(value(figures, "burst", "throughput")).isPositive();
    assertThat(value(figures, "burst", "acknowledged to event, p50")).isGreaterThanOrEqualTo(20);
    assertThat(value(figures, "worker", "CPU a code")).isPositive();
    assertThat(value(figures, "broker", "peak memory")).isGreaterThan(50);
    assertThat(dir).isEmptyDirectory();
  }

  private static double value(List<Figure> figures, String group, String name) {
    return figures.stream()
        .filter(figure -> figure.group().equals(group) && figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
