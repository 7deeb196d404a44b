package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.LedgerTimes;
import io.sunpress.bench.harness.Storage;
import io.sunpress.bench.load.Catalogue;
import io.sunpress.bench.load.ReadyCodes;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a ledger of many codes knows them all, and how quickly it is read. */
final class LedgerStart implements Scenario {
  static final Option CODES = Option.number("codes", 1_000_000, 1, 10_000_000, "asked and ready");
  static final Option SECONDS = Option.number("seconds", 5, 1, 600, "of reading");

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
  public List<Option> options() {
    return List.of(CODES, SECONDS);
  }

  @Override
  public Report run(Run run) {
    int codes = run.options().number(CODES);
    try (Installation installation =
        Installation.start(run.place(), Storage.NOTHING, Rig.NO_LIMIT)) {
      write(run, installation, codes);
      Path directory = run.place().data("ledger");
      run.say().accept("starting without its directory");
      LedgerTimes without = times(run, installation, "ledger without", directory);
      run.say().accept("starting with it");
      LedgerTimes with = times(run, installation, "ledger with", directory);
      return report(run, without, with);
    }
  }

  private static LedgerTimes times(Run run, Installation in, String name, Path directory) {
    return in.ledger(
        name,
        directory,
        run.options().seed(),
        run.options().number(CODES),
        run.options().number(SECONDS));
  }

  private static void write(Run run, Installation installation, int codes) {
    run.say().accept("writing " + codes + " requests and their answers");
    Catalogue catalogue = new Catalogue(run.options().seed());
    try (ReadyCodes ready =
        new ReadyCodes(
            installation.bootstrapServers(), installation.topics(), installation.judge())) {
      for (int i = 0; i < codes; i++) {
        ready.write(catalogue.next());
      }
    }
  }

  private static Report report(Run run, LedgerTimes without, LedgerTimes with) {
    int codes = run.options().number(CODES);
    List<Figure> figures = new ArrayList<>(without.figures("without its directory", codes));
    figures.addAll(with.figures("with its directory", codes));
    return run.report(
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
