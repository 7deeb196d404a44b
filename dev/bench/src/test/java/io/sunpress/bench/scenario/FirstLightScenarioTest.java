package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.option.ScenarioOptions;
import io.sunpress.bench.report.MachineInfo;
import io.sunpress.bench.report.MeasuredValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once, through real JVMs, with few codes. */
class FirstLightScenarioTest {
  @TempDir Path dir;

  @Test
  @Timeout(180)
  void measuresFiftyCodesAndLeavesNothingBehind() {
    ScenarioOptions scenarioOptions =
        ScenarioOptions.parse(
            List.of("--codes=50", "--warm-up=5", "--rate=25", "--seconds=1", "--latency-ms=20"),
            new FirstLightScenario().options());
    List<MeasuredValue> figures = new ArrayList<>();

    try (RunDirectory place = RunDirectory.in(dir, false)) {
      ScenarioRun scenarioRun =
          new ScenarioRun("first-light", scenarioOptions, place, MachineInfo.here(), line -> {});
      ConsistencyResult consistencyResult = FirstLightScenario.endToEnd(scenarioRun, figures);

      assertThat(consistencyResult.faults()).isZero();
      assertThat(consistencyResult.completed()).isEqualTo(80);
    }

    assertThat(value(figures, "burst", "throughput")).isPositive();
    assertThat(value(figures, "burst", "acknowledged to event, p50")).isGreaterThanOrEqualTo(20);
    assertThat(value(figures, "worker", "CPU a code")).isPositive();
    assertThat(value(figures, "broker", "peak memory")).isGreaterThan(50);
    assertThat(dir).isEmptyDirectory();
  }

  private static double value(List<MeasuredValue> figures, String group, String name) {
    return figures.stream()
        .filter(figure -> figure.group().equals(group) && figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
