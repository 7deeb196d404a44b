package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.Metrics;
import io.sunpress.bench.harness.Part;
import io.sunpress.bench.harness.Patience;
import io.sunpress.bench.harness.Storage;
import io.sunpress.bench.load.Catalogue;
import io.sunpress.bench.load.Crowd;
import io.sunpress.bench.load.HttpLoad;
import io.sunpress.bench.load.Posts;
import io.sunpress.bench.measure.Usage;
import io.sunpress.bench.option.Option;
import io.sunpress.bench.report.Figure;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How many clients wait at once for codes that nobody draws, in an API's half gigabyte of heap. */
final class Waiting implements Scenario {
  static final Option CLIENTS = Option.number("clients", 5_000, 1, 100_000, "that wait at once");

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int WARMERS = 16;
  private static final String WAITING = "sunpress_api_waiting_clients";
  private static final int ACCEPTED = 202;

  @Override
  public String name() {
    return "waiting";
  }

  @Override
  public String meaning() {
    return "clients that wait at once, each for another code, in 512 MiB of heap";
  }

  @Override
  public List<Option> options() {
    return List.of(CLIENTS);
  }

  @Override
  public Report run(Run run) {
    int clients = run.options().number(CLIENTS);
    Map<String, String> places = Map.of("sunpress.ledger.max-waiting", Integer.toString(clients));
    try (Installation installation =
        Installation.start(run.place(), Storage.NOTHING, Rig.NO_LIMIT)) {
      Part api = installation.startApi("api", run.place().data("ledger"), places);
      Catalogue catalogue = new Catalogue(run.options().seed());
      run.say().accept("warming up");
      new HttpLoad(api.address(), WARMERS).flatOut(Posts.fresh(catalogue), WARM_UP).all(ACCEPTED);
      Supplier<byte[]> patient = Posts.patient(catalogue, WAIT);
      Usage before = installation.usage();
      run.say().accept("letting " + clients + " clients ask");
      long start = System.nanoTime();
      try (Crowd crowd = new Crowd(api.address(), clients, patient)) {
        double asked = seconds(start);
        Patience.until("all wait", WAIT, () -> Metrics.of(api, WAITING) == clients);
        double refused = oneMore(api, patient);
        int silent = crowd.silent();
        crowd.awaitAll(ACCEPTED);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("clients", "all had asked after", asked, "s"));
        figures.add(new Figure("clients", "one more was answered after", refused, "s"));
        figures.addAll(installation.usage().since(before, clients));
        return report(run, figures, silent);
      }
    }
  }

  /** One more finds all places taken, and is told at once what is known. */
  private static double oneMore(Part api, Supplier<byte[]> patient) {
    long start = System.nanoTime();
    try (Crowd one = new Crowd(api.address(), 1, patient)) {
      one.awaitAll(ACCEPTED);
    }
    return seconds(start);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Report report(Run run, List<Figure> figures, int silent) {
    return run.report(
        figures,
        List.of(
            "every part but the broker has -Xmx512m; all clients got their 202 at the end of their 30 s",
            "a heap after a collection holds garbage of the old generation as well"),
        List.of(Goal.atLeast("waiting at once", silent, "clients", run.options().number(CLIENTS))));
  }
}
