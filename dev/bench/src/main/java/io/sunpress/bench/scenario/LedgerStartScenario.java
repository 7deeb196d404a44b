package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.LedgerTimes;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.load.AnsweredCodeWriter;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a ledger of many codes knows them all, and how quickly it is read. */
final class LedgerStartScenario implements Scenario {
  static final ScenarioOption CODES =
      ScenarioOption.number("codes", 1_000_000, 1, 10_000_000, "asked and ready");
  static final ScenarioOption SECONDS = ScenarioOption.number("seconds", 5, 1, 600, "of reading");

  private static final double GOAL_WITHOUT = 25;
  private static final double GOAL_WITH = 3;
  private static final double GOAL_READS = 100_000;

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String meaning() {
    return "a ledger's start without and with its directory, its size, and reads/s";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(CODES, SECONDS);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    int codes = scenarioRun.options().number(CODES);
    try (BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place(), StorageKind.NOTHING, ScenarioEnvironment.NO_LIMIT)) {
      write(scenarioRun, benchEnvironment, codes);
      Path directory = scenarioRun.place().data("ledger");
      scenarioRun.progress().accept("starting without its directory");
      LedgerTimes without = times(scenarioRun, benchEnvironment, "ledger without", directory);
      scenarioRun.progress().accept("starting with it");
      LedgerTimes with = times(scenarioRun, benchEnvironment, "ledger with", directory);
      return report(scenarioRun, without, with);
    }
  }

  private static LedgerTimes times(
      ScenarioRun scenarioRun, BenchEnvironment in, String name, Path directory) {
    return in.ledger(
        name,
        directory,
        scenarioRun.options().seed(),
        scenarioRun.options().number(CODES),
        scenarioRun.options().number(SECONDS));
  }

  private static void write(ScenarioRun scenarioRun, BenchEnvironment benchEnvironment, int codes) {
    scenarioRun.progress().accept("writing " + codes + " requests and their answers");
    RequestGenerator requestGenerator = new RequestGenerator(scenarioRun.options().seed());
    try (AnsweredCodeWriter ready =
        new AnsweredCodeWriter(
            benchEnvironment.bootstrapServers(),
            benchEnvironment.topics(),
            benchEnvironment.judge())) {
      for (int i = 0; i < codes; i++) {
        ready.write(requestGenerator.next());
      }
    }
  }

  private static Report report(ScenarioRun scenarioRun, LedgerTimes without, LedgerTimes with) {
    int codes = scenarioRun.options().number(CODES);
    List<MeasuredValue> figures = new ArrayList<>(without.figures("without its directory", codes));
    figures.addAll(with.figures("with its directory", codes));
    return scenarioRun.report(
        figures,
        List.of(
            "two records a code; a time counts from the making of the ledger, in a process of its own"
                + " that runs already",
            "reads are one thread's, of codes drawn by lot from 100,000"),
        List.of(
            Goal.atMost("from nothing", without.seconds(), "s", GOAL_WITHOUT),
            Goal.atMost("with its directory", with.seconds(), "s", GOAL_WITH),
            Goal.atLeast("reads", with.readsPerSecond(), "reads/s", GOAL_READS)));
  }
}
