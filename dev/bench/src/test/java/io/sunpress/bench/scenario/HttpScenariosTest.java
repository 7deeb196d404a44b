package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.option.ScenarioOptions;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MachineInfo;
import io.sunpress.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each scenario of the API once, through real JVMs, as small as it can be. How fast the machine is
 * at that is not this test's matter.
 */
@Tag("long")
class HttpScenariosTest {
  @TempDir Path dir;

  private Report report(Scenario scenario, String... arguments) {
    try (RunDirectory place = RunDirectory.in(dir, false)) {
      return scenario.run(
          new ScenarioRun(
              scenario.name(),
              ScenarioOptions.parse(List.of(arguments), scenario.options()),
              place,
              MachineInfo.here(),
              line -> {}));
    }
  }

  private static double value(Report report, String group, String name) {
    return report.figures().stream()
        .filter(figure -> figure.group().equals(group) && figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  @Timeout(180)
  void cachedCodesAreMeasuredBesideAConstant() {
    Report report =
        report(
            new CachedScenario(),
            "--connections=4",
            "--rounds=1",
            "--seconds=1",
            "--warm-up=1",
            "--codes=50");
    assertThat(value(report, "constant, round 1", "answers")).isPositive();
    assertThat(value(report, "cached, round 1", "answers")).isPositive();
    assertThat(value(report, "cached, at half of the load", "p99")).isPositive();
    assertThat(report.goals()).hasSize(2);
  }

  @Test
  @Timeout(180)
  void newRequestsAreMeasuredUntilTheyAreAccepted() {
    Report report =
        report(new AcceptScenario(), "--connections=4", "--seconds=1", "--warm-up=1", "--rate=50");
    assertThat(value(report, "as fast as answers come", "answers")).isPositive();
    assertThat(value(report, "50 a second", "answers")).isBetween(1.0, 75.0);
    assertThat(value(report, "api", "CPU a code")).isPositive();
  }

  @Test
  @Timeout(180)
  void aLedgersStartIsMeasuredWithoutAndWithItsDirectory() {
    Report report = report(new LedgerStartScenario(), "--codes=2000", "--seconds=1");
    assertThat(value(report, "without its directory", "caught up after")).isPositive();
    assertThat(value(report, "with its directory", "caught up after")).isPositive();
    assertThat(value(report, "with its directory", "reads of one thread")).isPositive();
    assertThat(value(report, "without its directory", "on disk")).isPositive();
  }

  @Test
  @Timeout(180)
  void newClientsWaitAtOnce() {
    Report report = report(new WaitingScenario(), "--clients=20");
    assertThat(value(report, "clients", "one more was answered after")).isLessThan(15);
    assertThat(report.goals()).allMatch(Goal::met);
  }
}
