package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a hung call delays anybody but itself. */
final class Hang implements Scenario {
  static final Option RATE = Option.number("rate", 50, 1, 2_000, "requests/s");
  static final Option ROUNDS =
      Option.number("rounds", 3, 1, 100, "each a phase without hangs and one with");
  static final Option SECONDS = Option.number("seconds", 40, 1, 3_600, "of each phase");
  static final Option LATENCY =
      Option.number("latency-ms", 200, 0, 5_000, "WeChat's time for a call that does not hang");
  static final Option PER_MILLE =
      Option.number("hang-per-mille", 10, 0, 1_000, "calls of 1,000 that hang in the second phase");
  static final Option HANG = Option.number("hang-ms", 10_000, 100, 14_000, "a hung call's time");
  static final Option WARM_UP =
      Option.number("warm-up", 1_000, 0, 10_000, "codes before the first measured one");

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
  public List<Option> options() {
    return List.of(RATE, ROUNDS, SECONDS, LATENCY, PER_MILLE, HANG, WARM_UP);
  }

  @Override
  public Report run(Run run) {
    double share = run.options().number(PER_MILLE) / 1000.0;
    int count = run.options().number(RATE) * run.options().number(SECONDS);
    List<Story> without = new ArrayList<>();
    List<Story> with = new ArrayList<>();
    try (Rig rig = Rig.start(run.place(), Rig.NO_LIMIT, Lane.INTERACTIVE, run.options().seed())) {
      rig.installation().startWorker("worker", run.workerSettings());
      run.say().accept("warming up");
      phase(run, rig, run.options().number(WARM_UP), 0);
      for (int round = 1; round <= run.options().number(ROUNDS); round++) {
        run.say().accept("round " + round + ": no call hangs");
        without.addAll(phase(run, rig, count, 0));
        run.say().accept("round " + round + ": " + percent(share) + " hang");
        with.addAll(phase(run, rig, count, share));
      }
      Duration hang = Duration.ofMillis(run.options().number(HANG));
      return report(run, Waits.of(without, hang), Waits.of(with, hang), rig.ledgerCheck());
    }
  }

  private static List<Story> phase(Run run, Rig rig, int count, double share) {
    rig.installation()
        .simulator()
        .latency(
            Duration.ofMillis(run.options().number(LATENCY)),
            share,
            Duration.ofMillis(run.options().number(HANG)),
            run.options().seed());
    List<Story> stories = rig.steady(count, run.options().number(RATE));
    rig.awaitAll(PATIENCE);
    return stories;
  }

  private static Report report(Run run, Waits without, Waits with, Findings findings) {
    double share = run.options().number(PER_MILLE) / 1000.0;
    List<Figure> figures = new ArrayList<>(without.figures("no call hangs"));
    figures.addAll(with.figures(percent(share) + " hang"));
    figures.addAll(findings.figures());
    double ratio = with.quick().percentileMillis(99) / without.quick().percentileMillis(99);
    return run.report(
        figures,
        List.of(
            "a request counts as hung when it took at least a hung call's time; that others were"
                + " not held up as long is what the bound on their number is for"),
        List.of(
            Goal.atMost("p99 of what did not hang, with hangs to without,", ratio, "×", GOAL),
            Goal.atMost(
                "as slow as a hung call", with.slow(), "requests", with.mostByChance(share)),
            Goal.atMost("ledger check", findings.faults(), "faults", 0)));
  }

  private static String percent(double share) {
    return share * 100 + " %";
  }
}
