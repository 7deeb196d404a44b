package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.Storage;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many codes a second one worker prints when WeChat sets no limit. */
final class Throughput implements Scenario {
  static final Option IN_FLIGHT =
      Option.text("in-flight", "16,64,256,1000", "calls at once, one run of each");
  static final Option LATENCY =
      Option.number("latency-ms", 200, 1, 10_000, "WeChat's time for every answer");
  static final Option SECONDS = Option.number("seconds", 15, 1, 600, "of each run, about");
  static final Option MOST_WITHOUT =
      Option.number("most-without", 500, 1, 20_000, "codes/s that are asked without storage");
  static final Option MOST_WITH =
      Option.number("most-with", 300, 1, 20_000, "codes/s that are asked with storage");

  static final Option WARM_UP =
      Option.number("warm-up", 20_000, 0, 100_000, "codes before each run, at WeChat's best speed");

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
  public List<Option> options() {
    return List.of(IN_FLIGHT, LATENCY, SECONDS, WARM_UP, MOST_WITHOUT, MOST_WITH);
  }

  @Override
  public Report run(Run run) {
    List<Figure> figures = new ArrayList<>();
    List<Saturation> without = without(run);
    without.forEach(one -> figures.addAll(one.figures("without storage")));
    List<Double> puts = new ArrayList<>();
    List<Saturation> with = with(run, puts);
    with.forEach(one -> figures.addAll(one.figures("with storage")));
    for (double rate : puts) {
      figures.add(new Figure("S3 server alone", "PUT of 195,000 bytes", rate, "objects/s"));
    }
    return run.report(figures, notes(), List.of(goalWithout(without), goalWith(with, puts)));
  }

  private static List<Saturation> without(Run run) {
    Installation installation =
        Installation.start(run.place().within("without"), Storage.NOTHING, Rig.NO_LIMIT);
    try (Rig rig = Rig.on(installation, Lane.INTERACTIVE, run.options().seed())) {
      return saturations(run, rig, run.options().number(MOST_WITHOUT), "without storage", () -> {});
    }
  }

  private static List<Saturation> with(Run run, List<Double> puts) {
    Installation installation =
        Installation.start(run.place().within("with"), Storage.S3, Rig.NO_LIMIT);
    try (Rig rig = Rig.on(installation, Lane.INTERACTIVE, run.options().seed())) {
      installation.giveTheStoreACore();
      Duration time = Duration.ofSeconds(run.options().number(SECONDS));
      Runnable alone =
          () -> {
            run.say().accept("writing to the S3 server alone");
            puts.add(installation.putRate(time, run.options().seed()));
          };
      return saturations(run, rig, run.options().number(MOST_WITH), "with storage", alone);
    }
  }

  private static List<Saturation> saturations(
      Run run, Rig rig, int most, String how, Runnable afterEach) {
    Duration latency = Duration.ofMillis(run.options().number(LATENCY));
    List<Saturation> all = new ArrayList<>();
    for (String inFlight : run.options().text(IN_FLIGHT).split(",")) {
      run.say().accept(inFlight + " in flight, " + how);
      Saturation.Plan plan =
          new Saturation.Plan(
              Integer.parseInt(inFlight.strip()),
              latency,
              run.options().number(SECONDS),
              most,
              run.options().number(WARM_UP));
      all.add(Saturation.measure(run, rig, plan));
      afterEach.run();
    }
    return all;
  }

  private static Goal goalWithout(List<Saturation> all) {
    String what = "without storage, of in-flight/latency, until the CPU is full,";
    Optional<Double> worst =
        all.stream().filter(one -> !one.isCpuFull()).map(Saturation::share).min(Double::compare);
    return worst
        .map(share -> Goal.atLeast(what, share, "×", GOAL_WITHOUT))
        .orElseGet(() -> Goal.atLeastButNotMeasured(what, "×", GOAL_WITHOUT));
  }

  private static Goal goalWith(List<Saturation> all, List<Double> puts) {
    double best = all.stream().mapToDouble(Saturation::perSecond).max().orElseThrow();
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
