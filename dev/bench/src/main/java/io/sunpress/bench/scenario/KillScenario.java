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
import java.util.concurrent.TimeUnit;

/** Whether anything is lost when workers die all the time. */
final class KillScenario implements Scenario {
  static final ScenarioOption CODES =
      ScenarioOption.number("codes", 20_000, 1, 1_000_000, "in all");
  static final ScenarioOption WORKERS = ScenarioOption.number("workers", 3, 1, 16, "at work");
  static final ScenarioOption KILLS =
      ScenarioOption.number("kills", 20, 0, 1_000, "at most; then it may finish");
  static final ScenarioOption IN_FLIGHT =
      ScenarioOption.number("in-flight", 256, 1, 1_000, "of each worker");
  static final ScenarioOption LATENCY =
      ScenarioOption.number("latency-ms", 200, 0, 10_000, "WeChat's time for every answer");
  static final ScenarioOption MINUTES =
      ScenarioOption.number("minutes", 20, 1, 600, "after which it is given up");

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String meaning() {
    return "kill -9 of a worker every 2 to 5 s; nothing may be lost";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(CODES, WORKERS, KILLS, IN_FLIGHT, LATENCY, MINUTES);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
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
      WorkerKiller workerKiller = killer(scenarioRun, scenarioEnvironment);
      workerKiller.launchAll(scenarioRun.options().number(WORKERS));
      List<MeasuredRequest> stories =
          scenarioEnvironment.burst(scenarioRun.options().number(CODES));
      KillPlan plan =
          new KillPlan(scenarioRun.options().seed(), scenarioRun.options().number(WORKERS));
      workerKiller.rage(
          plan,
          scenarioRun.options().number(KILLS),
          () -> scenarioEnvironment.journal().open() == 0);
      scenarioRun.progress().accept("no more kills; waiting for the rest");
      scenarioEnvironment.awaitAll(Duration.ofMinutes(scenarioRun.options().number(MINUTES)));
      scenarioRun.progress().accept("checking the ledger");
      return report(scenarioRun, stories, workerKiller.kills(), scenarioEnvironment.ledgerCheck());
    }
  }

  private static WorkerKiller killer(
      ScenarioRun scenarioRun, ScenarioEnvironment scenarioEnvironment) {
    String inFlight = Integer.toString(scenarioRun.options().number(IN_FLIGHT));
    return new WorkerKiller(
        scenarioEnvironment.installation(),
        scenarioRun.workerSettings("sunpress.worker.in-flight", inFlight),
        scenarioRun.progress());
  }

  private static Report report(
      ScenarioRun scenarioRun,
      List<MeasuredRequest> stories,
      int kills,
      ConsistencyResult consistencyResult) {
    BatchTiming batchTiming = BatchTiming.of(stories);
    List<MeasuredValue> figures = new ArrayList<>();
    figures.add(new MeasuredValue("run", "kills", kills, "kills"));
    figures.add(
        new MeasuredValue("run", "first request to last event", batchTiming.wallSeconds(), "s"));
    figures.add(new MeasuredValue("run", "throughput", batchTiming.perSecond(), "codes/s"));
    figures.add(
        new MeasuredValue("run", "longest pause between events", longestPause(stories), "s"));
    figures.addAll(consistencyResult.figures());
    long repeats = (long) scenarioRun.options().number(IN_FLIGHT) * kills;
    return scenarioRun.report(
        figures,
        List.of(
            "0 lost of N means: fewer than 3/N are lost, at 95 % confidence",
            "a worker that is killed while it still starts counts as a kill"),
        List.of(
            Goal.atMost("lost", consistencyResult.lost().size(), "requests", 0),
            Goal.atMost("wrong pictures", consistencyResult.wrong().size(), "codes", 0),
            Goal.atMost("repeated calls", consistencyResult.repeatedCalls(), "calls", repeats),
            Goal.atMost("ledger check", consistencyResult.faults(), "faults", 0)));
  }

  private static double longestPause(List<MeasuredRequest> stories) {
    long[] ends =
        stories.stream().mapToLong(story -> story.finishedAt().orElseThrow()).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < ends.length; i++) {
      longest = Math.max(longest, ends[i] - ends[i - 1]);
    }
    return (double) longest / TimeUnit.SECONDS.toNanos(1);
  }
}
