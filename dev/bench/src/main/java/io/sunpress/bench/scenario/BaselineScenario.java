package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The same work by what most people would write. */
final class BaselineScenario implements Scenario {
  static final ScenarioOption LATENCY =
      ScenarioOption.number("latency-ms", 1_000, 1, 10_000, "WeChat's time for every answer");
  static final ScenarioOption IN_FLIGHT =
      ScenarioOption.number("in-flight", 256, 1, 10_000, "of our worker");
  static final ScenarioOption THREADS =
      ScenarioOption.number("threads", 24, 1, 24, "of the listener");
  static final ScenarioOption ROUNDS =
      ScenarioOption.number("rounds", 2, 1, 20, "each a turn of both");
  static final ScenarioOption SECONDS =
      ScenarioOption.number("seconds", 40, 5, 600, "of each turn, about");

  static final ScenarioOption WARM_UP =
      ScenarioOption.number(
          "warm-up", 20_000, 0, 100_000, "codes before each turn, at WeChat's best speed");

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration STOP = Duration.ofSeconds(90);
  private static final double MIB = 1 << 20;
  private static final double GOAL = 9;
  static final Topics THEIR_TOPICS =
      new Topics("baseline.", Topics.DEFAULT.partitions(), Topics.DEFAULT.retention());

  @Override
  public String name() {
    return "baseline";
  }

  @Override
  public String meaning() {
    return "our worker against a plain @KafkaListener with WxJava, in turns";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(LATENCY, IN_FLIGHT, THREADS, ROUNDS, SECONDS, WARM_UP);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    try (ScenarioEnvironment scenarioEnvironment =
        ScenarioEnvironment.start(
            scenarioRun.place(),
            ScenarioEnvironment.NO_LIMIT,
            Priority.INTERACTIVE,
            scenarioRun.options().seed())) {
      List<Turn> ours = new ArrayList<>();
      List<Turn> theirs = new ArrayList<>();
      for (int round = 1; round <= scenarioRun.options().number(ROUNDS); round++) {
        scenarioRun.progress().accept("round " + round + ": our worker");
        ours.add(ours(scenarioRun, scenarioEnvironment));
        scenarioRun.progress().accept("round " + round + ": the baseline");
        theirs.add(theirs(scenarioRun, scenarioEnvironment));
      }
      return report(scenarioRun, ours, theirs, scenarioEnvironment.ledgerCheck());
    }
  }

  private static Turn ours(ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment) {
    int inFlight = scenarioRun.options().number(IN_FLIGHT);
    MeasuredProcess worker =
        scenarioEnvironment
            .installation()
            .startWorker(
                "sunpress",
                scenarioRun.workerSettings(
                    "sunpress.worker.in-flight", Integer.toString(inFlight)));
    return turn(scenarioRun, scenarioEnvironment, worker, inFlight, scenarioEnvironment::burst);
  }

  private static Turn theirs(ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment) {
    int threads = scenarioRun.options().number(THREADS);
    MeasuredProcess worker =
        scenarioEnvironment.installation().startBaseline("baseline", THEIR_TOPICS, threads);
    return turn(
        scenarioRun,
        scenarioEnvironment,
        worker,
        threads,
        codes -> scenarioEnvironment.burst(codes, THEIR_TOPICS));
  }

  private static Turn turn(
      ScenarioRun scenarioRun,
      ScenarioEnvironment scenarioEnvironment,
      MeasuredProcess worker,
      int atOnce,
      IntFunction<List<MeasuredRequest>> burst) {
    long calls =
        scenarioRun.options().number(SECONDS) * 1000L / scenarioRun.options().number(LATENCY);
    int codes = (int) Math.max(100, atOnce * calls);
    scenarioEnvironment.warmUp(
        () -> burst.apply(scenarioRun.options().number(WARM_UP)),
        Duration.ofMillis(scenarioRun.options().number(LATENCY)),
        PATIENCE);
    ResourceUsage before = scenarioEnvironment.installation().usage();
    List<MeasuredRequest> stories = burst.apply(codes);
    scenarioEnvironment.awaitAll(PATIENCE);
    ResourceUsage after = scenarioEnvironment.installation().usage();
    worker.stop(STOP);
    return new Turn(
        codes,
        BatchTiming.perSecondBetween(stories, 0.1, 0.6),
        after.cpuSince(before, worker.name()) / codes,
        after.parts().get(worker.name()).peakRssBytes());
  }

  /**
   * One turn of one of them.
   *
   * @param codes asked
   * @param perSecond codes/s
   * @param cpuPerCode CPU seconds a code
   * @param peakRss bytes
   */
  private record Turn(int codes, double perSecond, double cpuPerCode, long peakRss) {
    List<MeasuredValue> figures(String group) {
      return List.of(
          new MeasuredValue(group, "codes", codes, "codes"),
          new MeasuredValue(group, "throughput", perSecond, "codes/s"),
          new MeasuredValue(group, "CPU a code", cpuPerCode, "CPU-s/code"),
          new MeasuredValue(group, "peak memory", peakRss / MIB, "MiB RSS"));
    }
  }

  private static Report report(
      ScenarioRun scenarioRun,
      List<Turn> ours,
      List<Turn> theirs,
      ConsistencyResult consistencyResult) {
    List<MeasuredValue> figures = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      figures.addAll(ours.get(i).figures("round " + (i + 1) + ", our worker"));
      figures.addAll(theirs.get(i).figures("round " + (i + 1) + ", baseline"));
    }
    figures.addAll(consistencyResult.figures());
    return scenarioRun.report(
        figures,
        List.of(
            "baseline: @KafkaListener, WxJava, one call after the other on each thread, same store,"
                + " same events; max.poll.records 50 and as many connections as threads, or it"
                + " would do worse",
            "throughput is taken while the codes from the 10th to the 60th percent ended: later"
                + " some of the baseline's partitions are empty"),
        List.of(
            Goal.atLeast("our throughput of the baseline's", mean(ours) / mean(theirs), "×", GOAL),
            Goal.atMost("ledger check", consistencyResult.faults(), "faults", 0)));
  }

  private static double mean(List<Turn> turns) {
    return turns.stream().mapToDouble(Turn::perSecond).average().orElseThrow();
  }
}
