package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.measure.CallRate;
import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.SimulatedCall;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether workers that come and go use WeChat's limit to the full and never overstep it. */
final class QuotaScenario implements Scenario {
  static final ScenarioOption CODES =
      ScenarioOption.number("codes", 20_000, 100, 1_000_000, "in all");
  static final ScenarioOption LIMIT =
      ScenarioOption.number("limit", 5_000, 10, 1_000_000, "calls a minute that WeChat allows");
  static final ScenarioOption LATENCY =
      ScenarioOption.number("latency-ms", 200, 0, 10_000, "WeChat's time for every answer");
  private static final String LIMIT_SETTING = "sunpress.apps[0].limit";
  private static final Set<String> THROTTLES = Set.of("45009", "45011");

  /**
   * Codes before those that are measured, within the same limit. A simulator whose JVM is cold
   * counts calls up to three seconds after they were sent, and then many of them at once.
   */
  private static final int WARM_UP = 300;

  private static final Duration WARM_UP_PATIENCE = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration STRETCH = Duration.ofSeconds(5);
  private static final double PACE = 0.98;
  private static final double GOAL_WALL = 1.05;
  private static final double WHOLE = 0.999;

  @Override
  public String name() {
    return "quota";
  }

  @Override
  public String meaning() {
    return "one limit shared by 1, then 3, then 2 workers";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(CODES, LIMIT, LATENCY);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    int limit = scenarioRun.options().number(LIMIT);
    int codes = scenarioRun.options().number(CODES);
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.start(
            scenarioRun.place(), limit, Priority.BULK, scenarioRun.options().seed())) {
      start(scenarioRun, scenarioEnvironment, "worker-1");
      scenarioEnvironment.warmUp(
          WARM_UP, Duration.ofMillis(scenarioRun.options().number(LATENCY)), WARM_UP_PATIENCE);
      List<MeasuredRequest> stories = scenarioEnvironment.burst(codes);
      double best = codes / (PACE * limit / 60);
      scenarioEnvironment.awaitOpen(codes * 3 / 4, patience(best));
      MeasuredProcess second = start(scenarioRun, scenarioEnvironment, "worker-2");
      start(scenarioRun, scenarioEnvironment, "worker-3");
      scenarioEnvironment.awaitOpen(codes / 4, patience(best));
      scenarioRun.progress().accept("worker-2 is stopped");
      second.stop(STOP);
      scenarioEnvironment.awaitAll(patience(best));
      List<SimulatedCall> calls = scenarioEnvironment.installation().simulator().calls();
      return report(
          scenarioRun,
          BatchTiming.of(stories),
          BatchTiming.secondsTo(stories, WHOLE) / best,
          calls,
          scenarioEnvironment);
    }
  }

  private static MeasuredProcess start(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment, String name) {
    scenarioRun.progress().accept(name + " joins");
    return scenarioEnvironment
        .installation()
        .startWorker(
            name,
            scenarioRun.workerSettings(
                LIMIT_SETTING, Integer.toString(scenarioRun.options().number(LIMIT))));
  }

  private static Duration patience(double bestSeconds) {
    return Duration.ofSeconds((long) (300 + 3 * bestSeconds));
  }

  private static Report report(
      ScenarioRun scenarioRun,
      BatchTiming batchTiming,
      double wall,
      List<SimulatedCall> calls,
      ScenarioEnvironment scenarioEnvironment) {
    ConsistencyResult consistencyResult = scenarioEnvironment.ledgerCheck();
    int limit = scenarioRun.options().number(LIMIT);
    int worst = CallRate.most(calls, Duration.ofSeconds(60));
    long throttles = calls.stream().filter(call -> THROTTLES.contains(call.outcome())).count();
    List<MeasuredValue> figures = new ArrayList<>();
    figures.add(
        new MeasuredValue("run", "first request to last event", batchTiming.wallSeconds(), "s"));
    figures.add(new MeasuredValue("run", "throughput", batchTiming.perSecond() * 60, "codes/min"));
    figures.add(new MeasuredValue("run", "code calls in the worst 60 s", worst, "calls"));
    figures.add(new MeasuredValue("run", "45009 and 45011", throttles, "answers"));
    figures.addAll(consistencyResult.figures());
    return scenarioRun.report(
        figures,
        List.of(
            "the simulator counts the limit in sliding windows of 60 s",
            "calls in each " + STRETCH.toSeconds() + " s: " + CallRate.each(calls, STRETCH)),
        List.of(
            Goal.atMost("wall to 99.9 % of N/(0.98 L)", wall, "×", GOAL_WALL),
            Goal.atMost("worst 60 s", worst, "calls", limit),
            Goal.atMost("45009 and 45011", throttles, "answers", 0),
            Goal.atMost("ledger check", consistencyResult.faults(), "faults", 0)));
  }
}
