package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many codes a second one worker prints when WeChat sets no limit. */
final class ThroughputScenario implements Scenario {
  static final ScenarioOption IN_FLIGHT =
      ScenarioOption.text("in-flight", "16,64,256,1000", "calls at once, one run of each");
  static final ScenarioOption LATENCY =
      ScenarioOption.number("latency-ms", 200, 1, 10_000, "WeChat's time for every answer");
  static final ScenarioOption SECONDS =
      ScenarioOption.number("seconds", 15, 1, 600, "of each run, about");
  static final ScenarioOption MOST_WITHOUT =
      ScenarioOption.number(
          "most-without", 500, 1, 20_000, "codes/s that are asked without storage");
  static final ScenarioOption MOST_WITH =
      ScenarioOption.number("most-with", 300, 1, 20_000, "codes/s that are asked with storage");

  static final ScenarioOption WARM_UP =
      ScenarioOption.number(
          "warm-up", 20_000, 0, 100_000, "codes before each run, at WeChat's best speed");

  private static final double GOAL_WITHOUT = 0.9;
  private static final double GOAL_WITH = 0.85;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String meaning() {
    return "codes/s of one worker, without and with storage, at several numbers in flight";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(IN_FLIGHT, LATENCY, SECONDS, WARM_UP, MOST_WITHOUT, MOST_WITH);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    List<MeasuredValue> figures = new ArrayList<>();
    List<SaturationResult> without = without(scenarioRun);
    without.forEach(one -> figures.addAll(one.figures("without storage")));
    List<Double> puts = new ArrayList<>();
    List<SaturationResult> with = with(scenarioRun, puts);
    with.forEach(one -> figures.addAll(one.figures("with storage")));
    for (double rate : puts) {
      figures.add(new MeasuredValue("S3 server alone", "PUT of 195,000 bytes", rate, "objects/s"));
    }
    return scenarioRun.report(
        figures, notes(), List.of(goalWithout(without), goalWith(with, puts)));
  }

  private static List<SaturationResult> without(ScenarioRun scenarioRun) {
    BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place().within("without"),
            StorageKind.NOTHING,
            ScenarioEnvironment.NO_LIMIT);
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.on(
            benchEnvironment, Priority.INTERACTIVE, scenarioRun.options().seed())) {
      return saturations(
          scenarioRun,
          scenarioEnvironment,
          scenarioRun.options().number(MOST_WITHOUT),
          "without storage",
          () -> {});
    }
  }

  private static List<SaturationResult> with(ScenarioRun scenarioRun, List<Double> puts) {
    BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place().within("with"), StorageKind.S3, ScenarioEnvironment.NO_LIMIT);
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.on(
            benchEnvironment, Priority.INTERACTIVE, scenarioRun.options().seed())) {
      benchEnvironment.giveTheStoreACore();
      Duration time = Duration.ofSeconds(scenarioRun.options().number(SECONDS));
      Runnable alone =
          () -> {
            scenarioRun.progress().accept("writing to the S3 server alone");
            puts.add(benchEnvironment.putRate(time, scenarioRun.options().seed()));
          };
      return saturations(
          scenarioRun,
          scenarioEnvironment,
          scenarioRun.options().number(MOST_WITH),
          "with storage",
          alone);
    }
  }

  private static List<SaturationResult> saturations(
      ScenarioRun scenarioRun,
      ScenarioEnvironment scenarioEnvironment,
      int most,
      String how,
      Runnable afterEach) {
    Duration latency = Duration.ofMillis(scenarioRun.options().number(LATENCY));
    List<SaturationResult> all = new ArrayList<>();
    for (String inFlight : scenarioRun.options().text(IN_FLIGHT).split(",")) {
      scenarioRun.progress().accept(inFlight + " in flight, " + how);
      SaturationResult.Plan plan =
          new SaturationResult.Plan(
              Integer.parseInt(inFlight.strip()),
              latency,
              scenarioRun.options().number(SECONDS),
              most,
              scenarioRun.options().number(WARM_UP));
      all.add(SaturationResult.measure(scenarioRun, scenarioEnvironment, plan));
      afterEach.run();
    }
    return all;
  }

  private static Goal goalWithout(List<SaturationResult> all) {
    String what = "without storage, of in-flight/latency, until the CPU is full,";
    Optional<Double> worst =
        all.stream()
            .filter(one -> !one.isCpuFull())
            .map(SaturationResult::share)
            .min(Double::compare);
    return worst
        .map(share -> Goal.atLeast(what, share, "×", GOAL_WITHOUT))
        .orElseGet(() -> Goal.atLeastButNotMeasured(what, "×", GOAL_WITHOUT));
  }

  private static Goal goalWith(List<SaturationResult> all, List<Double> puts) {
    double best = all.stream().mapToDouble(SaturationResult::perSecond).max().orElseThrow();
    double alone = puts.stream().mapToDouble(rate -> rate).average().orElseThrow();
    return Goal.atLeast("with storage, best of the S3 server's own,", best / alone, "×", GOAL_WITH);
  }

  private static List<String> notes() {
    return List.of(
        "throughput is that of the middle four fifths of the codes of each run",
        "without storage: a server that takes every picture and forgets it",
        "with storage: the S3 server has one core to itself, alone as well; all else has the others",
        "the S3 server alone: in turns, after each run, since its rate changes; the goal takes the mean",
        "a run in which all cores were at least 95 % busy counts as CPU full and has no goal");
  }
}
