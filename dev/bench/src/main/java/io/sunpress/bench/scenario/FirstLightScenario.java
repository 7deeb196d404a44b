package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.measure.Latencies;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.request.Priority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One worker, ten thousand codes; and how long local mode takes to its first one. */
final class FirstLightScenario implements Scenario {
  static final ScenarioOption CODES =
      ScenarioOption.number("codes", 10_000, 1, 200_000, "in the burst");
  static final ScenarioOption LATENCY =
      ScenarioOption.number("latency-ms", 100, 0, 10_000, "WeChat's time for every answer");
  static final ScenarioOption WARM_UP =
      ScenarioOption.number("warm-up", 500, 0, 10_000, "codes before the first measured one");
  static final ScenarioOption RATE =
      ScenarioOption.number("rate", 50, 1, 2_000, "codes/s in the steady phase");
  static final ScenarioOption SECONDS =
      ScenarioOption.number("seconds", 20, 1, 600, "of the steady phase");
  static final ScenarioOption LOCAL_JAR =
      ScenarioOption.text(
          "local-jar", "dev/local/target/sunpress.jar", "local mode; empty: not measured");

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
  public List<ScenarioOption> options() {
    return List.of(CODES, LATENCY, WARM_UP, RATE, SECONDS, LOCAL_JAR);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    Optional<Duration> firstCode = firstCode(scenarioRun);
    List<MeasuredValue> figures = new ArrayList<>();
    firstCode.ifPresent(
        time ->
            figures.add(
                new MeasuredValue("local mode", "command to first code", seconds(time), "s")));
    ConsistencyResult consistencyResult = endToEnd(scenarioRun, figures);
    return scenarioRun.report(
        figures,
        List.of(
            "latencies are taken by this process, from Kafka's yes to the event's arrival here;"
                + " in the burst nearly all of it is waiting for a turn",
            "CPU is that of the burst; asking and listening runs on the same cores"),
        List.of(
            goal(firstCode), Goal.atMost("ledger check", consistencyResult.faults(), "faults", 0)));
  }

  private static Goal goal(Optional<Duration> firstCode) {
    String what = "local mode's first code after";
    return firstCode
        .map(time -> Goal.atMost(what, seconds(time), "s", GOAL_SECONDS))
        .orElseGet(() -> Goal.atMostButNotMeasured(what, "s", GOAL_SECONDS));
  }

  private static Optional<Duration> firstCode(ScenarioRun scenarioRun) {
    String jar = scenarioRun.options().text(LOCAL_JAR);
    if (jar.isEmpty() || !Files.exists(Path.of(jar))) {
      scenarioRun
          .progress()
          .accept("no local mode at '" + jar + "': its first code is not measured");
      return Optional.empty();
    }
    scenarioRun.progress().accept("starting local mode");
    return Optional.of(LocalModeStart.time(Path.of(jar), scenarioRun.place()));
  }

  /** The measurement proper, also for tests. */
  static ConsistencyResult endToEnd(ScenarioRun scenarioRun, List<MeasuredValue> figures) {
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.start(
            scenarioRun.place(),
            ScenarioEnvironment.NO_LIMIT,
            Priority.INTERACTIVE,
            scenarioRun.options().seed())) {
      scenarioEnvironment
          .installation()
          .simulator()
          .latency(Duration.ofMillis(scenarioRun.options().number(LATENCY)));
      scenarioEnvironment.installation().startWorker(WORKER, scenarioRun.workerSettings());
      scenarioRun.progress().accept("warming up");
      scenarioEnvironment.burst(scenarioRun.options().number(WARM_UP));
      scenarioEnvironment.awaitAll(PATIENCE);
      figures.addAll(burst(scenarioRun, scenarioEnvironment));
      figures.addAll(steady(scenarioRun, scenarioEnvironment));
      scenarioRun.progress().accept("checking the ledger");
      ConsistencyResult consistencyResult = scenarioEnvironment.ledgerCheck();
      figures.addAll(consistencyResult.figures());
      return consistencyResult;
    }
  }

  private static List<MeasuredValue> burst(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment) {
    int codes = scenarioRun.options().number(CODES);
    scenarioRun.progress().accept("asking for " + codes + " codes at once");
    ResourceUsage before = scenarioEnvironment.installation().usage();
    List<MeasuredRequest> stories = scenarioEnvironment.burst(codes);
    scenarioEnvironment.awaitAll(PATIENCE);
    ResourceUsage after = scenarioEnvironment.installation().usage();
    List<MeasuredValue> figures = new ArrayList<>();
    BatchTiming batchTiming = BatchTiming.of(stories);
    figures.add(new MeasuredValue("burst", "codes", codes, "codes"));
    figures.add(
        new MeasuredValue("burst", "first request to last event", batchTiming.wallSeconds(), "s"));
    figures.add(new MeasuredValue("burst", "throughput", batchTiming.perSecond(), "codes/s"));
    figures.addAll(Latencies.of(stories).figures("burst"));
    figures.addAll(after.since(before, codes));
    return figures;
  }

  private static List<MeasuredValue> steady(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment) {
    int rate = scenarioRun.options().number(RATE);
    int seconds = scenarioRun.options().number(SECONDS);
    scenarioRun.progress().accept("asking for " + rate + " codes/s for " + seconds + " s");
    List<MeasuredRequest> stories = scenarioEnvironment.steady(rate * seconds, rate);
    scenarioEnvironment.awaitAll(PATIENCE);
    return Latencies.of(stories).figures("steady, " + rate + " codes/s");
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
