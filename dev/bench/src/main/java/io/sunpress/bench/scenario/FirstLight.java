package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.measure.Latencies;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.measure.Usage;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import io.sunpress.intake.Lane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One worker, ten thousand codes; and how long local mode takes to its first one. */
final class FirstLight implements Scenario {
  static final Option CODES = Option.number("codes", 10_000, 1, 200_000, "in the burst");
  static final Option LATENCY =
      Option.number("latency-ms", 100, 0, 10_000, "WeChat's time for every answer");
  static final Option WARM_UP =
      Option.number("warm-up", 500, 0, 10_000, "codes before the first measured one");
  static final Option RATE = Option.number("rate", 50, 1, 2_000, "codes/s in the steady phase");
  static final Option SECONDS = Option.number("seconds", 20, 1, 600, "of the steady phase");
  static final Option LOCAL_JAR =
      Option.text("local-jar", "dev/local/target/sunpress.jar", "local mode; empty: not measured");

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double GOAL_SECONDS = 20;
  private static final String WORKER = "worker";

  @Override
  public String name() {
    return "first-light";
  }

  @Override
  public String meaning() {
    return "a burst and a steady stream through one worker; local mode's time to its first code";
  }

  @Override
  public List<Option> options() {
    return List.of(CODES, LATENCY, WARM_UP, RATE, SECONDS, LOCAL_JAR);
  }

  @Override
  public Report run(Run run) {
    Optional<Duration> firstCode = firstCode(run);
    List<Figure> figures = new ArrayList<>();
    firstCode.ifPresent(
        time -> figures.add(new Figure("local mode", "command to first code", seconds(time), "s")));
    Findings findings = endToEnd(run, figures);
    return run.report(
        figures,
        List.of(
            "latencies are taken by this process, from Kafka's yes to the event's arrival here;"
                + " in the burst nearly all of it is waiting for a turn",
            "CPU is that of the burst; asking and listening runs on the same cores"),
        List.of(goal(firstCode), Goal.atMost("ledger check", findings.faults(), "faults", 0)));
  }

  private static Goal goal(Optional<Duration> firstCode) {
    String what = "local mode's first code after";
    return firstCode
        .map(time -> Goal.atMost(what, seconds(time), "s", GOAL_SECONDS))
        .orElseGet(() -> Goal.atMostButNotMeasured(what, "s", GOAL_SECONDS));
  }

  private static Optional<Duration> firstCode(Run run) {
    String jar = run.options().text(LOCAL_JAR);
    if (jar.isEmpty() || !Files.exists(Path.of(jar))) {
      run.say().accept("no local mode at '" + jar + "': its first code is not measured");
      return Optional.empty();
    }
    run.say().accept("starting local mode");
    return Optional.of(FirstCode.time(Path.of(jar), run.place()));
  }

  /** The measurement proper, also for tests. */
  static Findings endToEnd(Run run, List<Figure> figures) {
    try (Rig rig = Rig.start(run.place(), Rig.NO_LIMIT, Lane.INTERACTIVE, run.options().seed())) {
      rig.installation().simulator().latency(Duration.ofMillis(run.options().number(LATENCY)));
      rig.installation().startWorker(WORKER, run.workerSettings());
      run.say().accept("warming up");
      rig.burst(run.options().number(WARM_UP));
      rig.awaitAll(PATIENCE);
      figures.addAll(burst(run, rig));
      figures.addAll(steady(run, rig));
      run.say().accept("checking the ledger");
      Findings findings = rig.ledgerCheck();
      figures.addAll(findings.figures());
      return findings;
    }
  }

  private static List<Figure> burst(Run run, Rig rig) {
    int codes = run.options().number(CODES);
    run.say().accept("asking for " + codes + " codes at once");
    Usage before = rig.installation().usage();
    List<Story> stories = rig.burst(codes);
    rig.awaitAll(PATIENCE);
    Usage after = rig.installation().usage();
    List<Figure> figures = new ArrayList<>();
    Timing timing = Timing.of(stories);
    figures.add(new Figure("burst", "codes", codes, "codes"));
    figures.add(new Figure("burst", "first request to last event", timing.wallSeconds(), "s"));
    figures.add(new Figure("burst", "throughput", timing.perSecond(), "codes/s"));
    figures.addAll(Latencies.of(stories).figures("burst"));
    figures.addAll(after.since(before, codes));
    return figures;
  }

  private static List<Figure> steady(Run run, Rig rig) {
    int rate = run.options().number(RATE);
    int seconds = run.options().number(SECONDS);
    run.say().accept("asking for " + rate + " codes/s for " + seconds + " s");
    List<Story> stories = rig.steady(rate * seconds, rate);
    rig.awaitAll(PATIENCE);
    return Latencies.of(stories).figures("steady, " + rate + " codes/s");
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
