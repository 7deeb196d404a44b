package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Part;
import io.sunpress.bench.measure.CallRate;
import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.measure.SimulatedCall;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether workers that come and go use WeChat's limit to the full and never overstep it. */
final class Quota implements Scenario {
  static final Option CODES = Option.number("codes", 20_000, 100, 1_000_000, "in all");
  static final Option LIMIT =
      Option.number("limit", 5_000, 10, 1_000_000, "calls a minute that WeChat allows");
  static final Option LATENCY =
      Option.number("latency-ms", 200, 0, 10_000, "WeChat's time for every answer");
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
  public List<Option> options() {
    return List.of(CODES, LIMIT, LATENCY);
  }

  @Override
  public Report run(Run run) {
    int limit = run.options().number(LIMIT);
    int codes = run.options().number(CODES);
    try (Rig rig = Rig.start(run.place(), limit, Lane.BULK, run.options().seed())) {
      start(run, rig, "worker-1");
      rig.warmUp(WARM_UP, Duration.ofMillis(run.options().number(LATENCY)), WARM_UP_PATIENCE);
      List<Story> stories = rig.burst(codes);
      double best = codes / (PACE * limit / 60);
      rig.awaitOpen(codes * 3 / 4, patience(best));
      Part second = start(run, rig, "worker-2");
      start(run, rig, "worker-3");
      rig.awaitOpen(codes / 4, patience(best));
      run.say().accept("worker-2 is stopped");
      second.stop(STOP);
      rig.awaitAll(patience(best));
      List<SimulatedCall> calls = rig.installation().simulator().calls();
      return report(run, Timing.of(stories), Timing.secondsTo(stories, WHOLE) / best, calls, rig);
    }
  }

  private static Part start(Run run, Rig rig, String name) {
    run.say().accept(name + " joins");
    return rig.installation()
        .startWorker(
            name, run.workerSettings(LIMIT_SETTING, Integer.toString(run.options().number(LIMIT))));
  }

  private static Duration patience(double bestSeconds) {
    return Duration.ofSeconds((long) (300 + 3 * bestSeconds));
  }

  private static Report report(
      Run run, Timing timing, double wall, List<SimulatedCall> calls, Rig rig) {
    Findings findings = rig.ledgerCheck();
    int limit = run.options().number(LIMIT);
    int worst = CallRate.most(calls, Duration.ofSeconds(60));
    long throttles = calls.stream().filter(call -> THROTTLES.contains(call.outcome())).count();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("run", "first request to last event", timing.wallSeconds(), "s"));
    figures.add(new Figure("run", "throughput", timing.perSecond() * 60, "codes/min"));
    figures.add(new Figure("run", "code calls in the worst 60 s", worst, "calls"));
    figures.add(new Figure("run", "45009 and 45011", throttles, "answers"));
    figures.addAll(findings.figures());
    return run.report(
        figures,
        List.of(
            "the simulator counts the limit in sliding windows of 60 s",
            "calls in each " + STRETCH.toSeconds() + " s: " + CallRate.each(calls, STRETCH)),
        List.of(
            Goal.atMost("wall to 99.9 % of N/(0.98 L)", wall, "×", GOAL_WALL),
            Goal.atMost("worst 60 s", worst, "calls", limit),
            Goal.atMost("45009 and 45011", throttles, "answers", 0),
            Goal.atMost("ledger check", findings.faults(), "faults", 0)));
  }
}
