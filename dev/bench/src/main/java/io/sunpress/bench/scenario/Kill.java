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
import java.util.concurrent.TimeUnit;

/** Whether anything is lost when workers die all the time. */
final class Kill implements Scenario {
  static final Option CODES = Option.number("codes", 20_000, 1, 1_000_000, "in all");
  static final Option WORKERS = Option.number("workers", 3, 1, 16, "at work");
  static final Option KILLS = Option.number("kills", 20, 0, 1_000, "at most; then it may finish");
  static final Option IN_FLIGHT = Option.number("in-flight", 256, 1, 1_000, "of each worker");
  static final Option LATENCY =
      Option.number("latency-ms", 200, 0, 10_000, "WeChat's time for every answer");
  static final Option MINUTES = Option.number("minutes", 20, 1, 600, "after which it is given up");

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String meaning() {
    return "kill -9 of a worker every 2 to 5 s; nothing may be lost";
  }

  @Override
  public List<Option> options() {
    return List.of(CODES, WORKERS, KILLS, IN_FLIGHT, LATENCY, MINUTES);
  }

  @Override
  public Report run(Run run) {
    try (Rig rig = Rig.start(run.place(), Rig.NO_LIMIT, Lane.INTERACTIVE, run.options().seed())) {
      rig.installation().simulator().latency(Duration.ofMillis(run.options().number(LATENCY)));
      Killer killer = killer(run, rig);
      killer.launchAll(run.options().number(WORKERS));
      List<Story> stories = rig.burst(run.options().number(CODES));
      KillPlan plan = new KillPlan(run.options().seed(), run.options().number(WORKERS));
      killer.rage(plan, run.options().number(KILLS), () -> rig.journal().open() == 0);
      run.say().accept("no more kills; waiting for the rest");
      rig.awaitAll(Duration.ofMinutes(run.options().number(MINUTES)));
      run.say().accept("checking the ledger");
      return report(run, stories, killer.kills(), rig.ledgerCheck());
    }
  }

  private static Killer killer(Run run, Rig rig) {
    String inFlight = Integer.toString(run.options().number(IN_FLIGHT));
    return new Killer(
        rig.installation(), run.workerSettings("sunpress.worker.in-flight", inFlight), run.say());
  }

  private static Report report(Run run, List<Story> stories, int kills, Findings findings) {
    Timing timing = Timing.of(stories);
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("run", "kills", kills, "kills"));
    figures.add(new Figure("run", "first request to last event", timing.wallSeconds(), "s"));
    figures.add(new Figure("run", "throughput", timing.perSecond(), "codes/s"));
    figures.add(new Figure("run", "longest pause between events", longestPause(stories), "s"));
    figures.addAll(findings.figures());
    long repeats = (long) run.options().number(IN_FLIGHT) * kills;
    return run.report(
        figures,
        List.of(
            "0 lost of N says: fewer than 3/N are lost, at 95 % confidence",
            "a worker that is killed while it still starts counts as a kill"),
        List.of(
            Goal.atMost("lost", findings.lost().size(), "requests", 0),
            Goal.atMost("wrong pictures", findings.wrong().size(), "codes", 0),
            Goal.atMost("repeated calls", findings.repeatedCalls(), "calls", repeats),
            Goal.atMost("ledger check", findings.faults(), "faults", 0)));
  }

  private static double longestPause(List<Story> stories) {
    long[] ends =
        stories.stream().mapToLong(story -> story.finishedAt().orElseThrow()).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < ends.length; i++) {
      longest = Math.max(longest, ends[i] - ends[i - 1]);
    }
    return (double) longest / TimeUnit.SECONDS.toNanos(1);
  }
}
