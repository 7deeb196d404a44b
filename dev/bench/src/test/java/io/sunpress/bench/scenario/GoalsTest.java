package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.option.ScenarioOptions;
import io.sunpress.bench.report.MachineInfo;
import io.sunpress.bench.report.Report;
import io.sunpress.bench.report.TextReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenarios whose goals are promises and not speed, with the seed and the size of a long test:
 * {@code -Plong -Dlong.scale=… -Dseed=…}.
 */
@Tag("long")
class GoalsTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("long.scale", "1"));
  private static final long SEED = Long.getLong("seed", new Random().nextLong(1_000_000));

  @TempDir Path dir;

  @Test
  @Timeout(1_800)
  void losesNothingWhenWorkersAreKilledAllTheTime() {
    Report report =
        report(new KillScenario(), "--codes=" + scaled(20_000), "--kills=" + scaled(20));

    TextReport.lines(report).forEach(System.out::println);
    assertThat(report.met()).as(report.lastLine()).isTrue();
  }

  private static int scaled(int all) {
    return (int) Math.max(3, all * SCALE);
  }

  private Report report(Scenario scenario, String... arguments) {
    System.out.println(scenario.name() + ": -Dseed=" + SEED + " -Dlong.scale=" + SCALE);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--seed=" + SEED);
    try (RunDirectory place = RunDirectory.in(dir, false)) {
      return scenario.run(
          new ScenarioRun(
              scenario.name(),
              ScenarioOptions.parse(all, scenario.options()),
              place,
              MachineInfo.here(),
              System.out::println));
    }
  }
}
