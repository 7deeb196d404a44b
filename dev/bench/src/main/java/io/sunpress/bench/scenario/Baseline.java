package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Part;
import io.sunpress.bench.measure.Findings;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.measure.Usage;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import io.sunpress.intake.Lane;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The same work by what most people would write. */
final class Baseline implements Scenario {
  static final Option LATENCY =
      Option.number("latency-ms", 1_000, 1, 10_000, "WeChat's time for every answer");
  static final Option IN_FLIGHT = Option.number("in-flight", 256, 1, 10_000, "of our worker");
  static final Option THREADS = Option.number("threads", 24, 1, 24, "of the listener");
  static final Option ROUNDS = Option.number("rounds", 2, 1, 20, "each a turn of both");
  static final Option SECONDS = Option.number("seconds", 40, 5, 600, "of each turn, about");

  static final Option WARM_UP =
      Option.number(
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
  public List<Option> options() {
    return List.of(LATENCY, IN_FLIGHT, THREADS, ROUNDS, SECONDS, WARM_UP);
  }

  @Override
  public Report run(Run run) {
    try (Rig rig = Rig.start(run.place(), Rig.NO_LIMIT, Lane.INTERACTIVE, run.options().seed())) {
      List<Turn> ours = new ArrayList<>();
      List<Turn> theirs = new ArrayList<>();
      for (int round = 1; round <= run.options().number(ROUNDS); round++) {
        run.say().accept("round " + round + ": our worker");
        ours.add(ours(run, rig));
        run.say().accept("round " + round + ": the baseline");
        theirs.add(theirs(run, rig));
      }
      return report(run, ours, theirs, rig.ledgerCheck());
    }
  }

  private static Turn ours(Run run, Rig rig) {
    int inFlight = run.options().number(IN_FLIGHT);
    Part worker =
        rig.installation()
            .startWorker(
                "sunpress",
                run.workerSettings("sunpress.worker.in-flight", Integer.toString(inFlight)));
    return turn(run, rig, worker, inFlight, rig::burst);
  }

  private static Turn theirs(Run run, Rig rig) {
    int threads = run.options().number(THREADS);
    Part worker = rig.installation().startBaseline("baseline", THEIR_TOPICS, threads);
    return turn(run, rig, worker, threads, codes -> rig.burst(codes, THEIR_TOPICS));
  }

  private static Turn turn(
      Run run, Rig rig, Part worker, int atOnce, IntFunction<List<Story>> burst) {
    long calls = run.options().number(SECONDS) * 1000L / run.options().number(LATENCY);
    int codes = (int) Math.max(100, atOnce * calls);
    rig.warmUp(
        () -> burst.apply(run.options().number(WARM_UP)),
        Duration.ofMillis(run.options().number(LATENCY)),
        PATIENCE);
    Usage before = rig.installation().usage();
    List<Story> stories = burst.apply(codes);
    rig.awaitAll(PATIENCE);
    Usage after = rig.installation().usage();
    worker.stop(STOP);
    return new Turn(
        codes,
        Timing.perSecondBetween(stories, 0.1, 0.6),
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
    List<Figure> figures(String group) {
      return List.of(
          new Figure(group, "codes", codes, "codes"),
          new Figure(group, "throughput", perSecond, "codes/s"),
          new Figure(group, "CPU a code", cpuPerCode, "CPU-s/code"),
          new Figure(group, "peak memory", peakRss / MIB, "MiB RSS"));
    }
  }

  private static Report report(Run run, List<Turn> ours, List<Turn> theirs, Findings findings) {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      figures.addAll(ours.get(i).figures("round " + (i + 1) + ", our worker"));
      figures.addAll(theirs.get(i).figures("round " + (i + 1) + ", baseline"));
    }
    figures.addAll(findings.figures());
    return run.report(
        figures,
        List.of(
            "baseline: @KafkaListener, WxJava, one call after the other on each thread, same store,"
                + " same events; max.poll.records 50 and as many connections as threads, or it"
                + " would do worse",
            "throughput is taken while the codes from the 10th to the 60th percent ended: later"
                + " some of the baseline's partitions are empty"),
        List.of(
            Goal.atLeast("our throughput of the baseline's", mean(ours) / mean(theirs), "×", GOAL),
            Goal.atMost("ledger check", findings.faults(), "faults", 0)));
  }

  private static double mean(List<Turn> turns) {
    return turns.stream().mapToDouble(Turn::perSecond).average().orElseThrow();
  }
}
