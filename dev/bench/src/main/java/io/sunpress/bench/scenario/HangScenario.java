package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a hung call delays anybody but itself. */
final class HangScenario implements Scenario {
  static final ScenarioOption RATE = ScenarioOption.number("rate", 50, 1, 2_000, "requests/s");
  static final ScenarioOption ROUNDS =
      ScenarioOption.number("rounds", 3, 1, 100, "each a phase without hangs and one with");
  static final ScenarioOption SECONDS =
      ScenarioOption.number("seconds", 40, 1, 3_600, "of each phase");
  static final ScenarioOption LATENCY =
      ScenarioOption.number(
          "latency-ms", 200, 0, 5_000, "WeChat's time for a call that does not hang");
  static final ScenarioOption PER_MILLE =
      ScenarioOption.number(
          "hang-per-mille", 10, 0, 1_000, "calls of 1,000 that hang in the second phase");
  static final ScenarioOption HANG =
      ScenarioOption.number("hang-ms", 10_000, 100, 14_000, "a hung call's time");
  static final ScenarioOption WARM_UP =
      ScenarioOption.number("warm-up", 1_000, 0, 10_000, "codes before the first measured one");

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double GOAL = 1.5;

  @Override
  public String name() {
    return "hang";
  }

  @Override
  public String meaning() {
    return "what customers notice of it when some of WeChat's calls hang";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(RATE, ROUNDS, SECONDS, LATENCY, PER_MILLE, HANG, WARM_UP);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    double share = scenarioRun.options().number(PER_MILLE) / 1000.0;
    int count = scenarioRun.options().number(RATE) * scenarioRun.options().number(SECONDS);
    List<MeasuredRequest> without = new ArrayList<>();
    List<MeasuredRequest> with = new ArrayList<>();
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.start(
            scenarioRun.place(),
            ScenarioEnvironment.NO_LIMIT,
            Priority.INTERACTIVE,
            scenarioRun.options().seed())) {
      scenarioEnvironment.installation().startWorker("worker", scenarioRun.workerSettings());
      scenarioRun.progress().accept("warming up");
      phase(scenarioRun, scenarioEnvironment, scenarioRun.options().number(WARM_UP), 0);
      for (int round = 1; round <= scenarioRun.options().number(ROUNDS); round++) {
        scenarioRun.progress().accept("round " + round + ": no call hangs");
        without.addAll(phase(scenarioRun, scenarioEnvironment, count, 0));
        scenarioRun.progress().accept("round " + round + ": " + percent(share) + " hang");
        with.addAll(phase(scenarioRun, scenarioEnvironment, count, share));
      }
      Duration hang = Duration.ofMillis(scenarioRun.options().number(HANG));
      return report(
          scenarioRun,
          HangLatencies.of(without, hang),
          HangLatencies.of(with, hang),
          scenarioEnvironment.ledgerCheck());
    }
  }

  private static List<MeasuredRequest> phase(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment, int count, double share) {
    scenarioEnvironment
        .installation()
        .simulator()
        .latency(
            Duration.ofMillis(scenarioRun.options().number(LATENCY)),
            share,
            Duration.ofMillis(scenarioRun.options().number(HANG)),
            scenarioRun.options().seed());
    List<MeasuredRequest> stories =
        scenarioEnvironment.steady(count, scenarioRun.options().number(RATE));
    scenarioEnvironment.awaitAll(PATIENCE);
    return stories;
  }

  private static Report report(
      ScenarioRun scenarioRun,
      HangLatencies without,
      HangLatencies with,
      ConsistencyResult consistencyResult) {
    double share = scenarioRun.options().number(PER_MILLE) / 1000.0;
    List<MeasuredValue> figures = new ArrayList<>(without.figures("no call hangs"));
    figures.addAll(with.figures(percent(share) + " hang"));
    figures.addAll(consistencyResult.figures());
    double ratio = with.quick().percentileMillis(99) / without.quick().percentileMillis(99);
    return scenarioRun.report(
        figures,
        List.of(
            "a request counts as hung when it took at least a hung call's time; that others were"
                + " not held up as long is what the bound on their number is for"),
        List.of(
            Goal.atMost("p99 of what did not hang, with hangs to without,", ratio, "×", GOAL),
            Goal.atMost(
                "as slow as a hung call", with.slow(), "requests", with.mostByChance(share)),
            Goal.atMost("ledger check", consistencyResult.faults(), "faults", 0)));
  }

  private static String percent(double share) {
    return share * 100 + " %";
  }
}
