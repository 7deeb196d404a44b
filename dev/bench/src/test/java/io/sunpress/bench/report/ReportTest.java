package io.sunpress.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Goal FAST = Goal.atMost("first code", 9.81, "s", 20);
  private static final Goal SLOW = Goal.atMost("first code", 20.1, "s", 20);
  private static final Goal MANY = Goal.atLeast("throughput", 9, "×", 9);

  @TempDir Path dir;

  @Test
  void endsWithFigureGoalAndMet() {
    Report report = report(FAST, MANY);

    assertThat(report.met()).isTrue();
    assertThat(last(report))
        .isEqualTo("first code 9.81 s (goal <= 20 s), throughput 9 × (goal >= 9 ×): met");
  }

  @Test
  void missesWhenOneGoalIsMissed() {
    Report report = report(MANY, SLOW);

    assertThat(report.met()).isFalse();
    assertThat(last(report)).endsWith("first code 20.1 s (goal <= 20 s): missed");
  }

  @Test
  void missesWhatItCouldNotMeasure() {
    Report report = report(Goal.atMostButNotMeasured("first code", "s", 20));

    assertThat(report.met()).isFalse();
    assertThat(last(report)).isEqualTo("first code not measured (goal <= 20 s): missed");
  }

  @Test
  void showsSeedMachineAndFiguresWithTheirUnits() {
    assertThat(TextReport.lines(report(FAST)))
        .anyMatch(line -> line.contains("seed 42"))
        .anyMatch(line -> line.contains("2 cores (Toaster), 4.0 GiB, Linux 6.1, JDK Acme 17"))
        .anyMatch(line -> line.contains("Kafka 4.2"))
        .anyMatch(line -> line.matches("burst +throughput +12,345 codes/s"))
        .noneMatch(line -> line.contains("NOT IDLE"))
        .contains("note: measured in a hurry");
  }

  @Test
  void saysThatOthersUsedTheMachine() {
    Report busy = report(machine(1.5), FAST);

    assertThat(TextReport.lines(busy)).anyMatch(line -> line.startsWith("NOT IDLE"));
  }

  @Test
  void keepsTheSameInAFile() throws Exception {
    Path file = dir.resolve("figures.json");

    JsonReport.write(report(SLOW), file);

    JsonNode json = new JsonMapper().readTree(Files.readString(file));
    assertThat(json.at("/met").booleanValue()).isFalse();
    assertThat(json.at("/options/seed").stringValue()).isEqualTo("42");
    assertThat(json.at("/machine/cores").intValue()).isEqualTo(2);
    assertThat(json.at("/figures/0/value").doubleValue()).isEqualTo(12_345.4);
    assertThat(json.at("/figures/0/unit").stringValue()).isEqualTo("codes/s");
    assertThat(json.at("/goals/0/bound").doubleValue()).isEqualTo(20);
    assertThat(json.at("/goals/0/met").booleanValue()).isFalse();
  }

  @Test
  void takesNoFigureWithoutUnitAndNoNonsense() {
    assertThatThrownBy(() -> new MeasuredValue("burst", "throughput", 1, " "))
        .hasMessageContaining("unit");
    assertThatThrownBy(() -> new MeasuredValue("burst", "throughput", 1 / 0.0, "codes/s"))
        .hasMessageContaining("not a number");
    assertThatThrownBy(() -> Goal.atMost("first code", 1, "", 2)).hasMessageContaining("unit");
    assertThatThrownBy(() -> report()).hasMessageContaining("goal");
  }

  @Test
  void printsThreeDigitsThatMatter() {
    assertThat(List.of(1234.5, 123.45, 12.345, 1.2345, 0.012345, 0.0012345, 7.0, 1_000_000.0, 0.0))
        .map(MeasuredValue::number)
        .containsExactly("1,235", "123", "12.3", "1.23", "0.012", "0.00123", "7", "1,000,000", "0");
  }

  @Test
  void knowsThisMachine() {
    MachineInfo here = MachineInfo.here();

    assertThat(here.cores()).isPositive();
    assertThat(here.memoryBytes()).isGreaterThan(1 << 20);
    assertThat(here.versions()).doesNotContainValue("unknown");
  }

  private static String last(Report report) {
    List<String> lines = TextReport.lines(report);
    return lines.get(lines.size() - 1);
  }

  private static Report report(Goal... goals) {
    return report(machine(0.1), goals);
  }

  private static Report report(MachineInfo machineInfo, Goal... goals) {
    return new Report(
        "first-light",
        Map.of("seed", "42", "json", ""),
        machineInfo,
        List.of(new MeasuredValue("burst", "throughput", 12_345.4, "codes/s")),
        List.of("measured in a hurry"),
        List.of(goals));
  }

  private static MachineInfo machine(double load) {
    return new MachineInfo(
        2, 4L << 30, "Toaster", "Linux 6.1", "Acme 17", load, Map.of("Kafka", "4.2"));
  }
}
