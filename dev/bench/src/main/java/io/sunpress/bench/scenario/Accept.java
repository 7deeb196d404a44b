package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.Installation;
import io.sunpress.bench.harness.Part;
import io.sunpress.bench.harness.Storage;
import io.sunpress.bench.load.Catalogue;
import io.sunpress.bench.load.HttpLoad;
import io.sunpress.bench.load.HttpTimes;
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

/** How many new requests a second an API accepts: 202 is said after the broker's yes. */
final class Accept implements Scenario {
  static final Option CONNECTIONS = Option.number("connections", 64, 1, 1_000, "that ask");
  static final Option SECONDS = Option.number("seconds", 15, 1, 600, "of each phase");
  static final Option WARM_UP = Option.number("warm-up", 90, 0, 600, "seconds before");
  static final Option RATE = Option.number("rate", 1_000, 1, 100_000, "requests/s, second phase");

  private static final double GOAL_RATE = 5_000;
  private static final double GOAL_P99 = 25;
  private static final int ACCEPTED = 202;

  @Override
  public String name() {
    return "accept";
  }

  @Override
  public String meaning() {
    return "new requests/s until 202, which is said after the broker's yes";
  }

  @Override
  public List<Option> options() {
    return List.of(CONNECTIONS, SECONDS, WARM_UP, RATE);
  }

  @Override
  public Report run(Run run) {
    try (Installation installation =
        Installation.start(run.place(), Storage.NOTHING, Rig.NO_LIMIT)) {
      Part api = installation.startApi("api", run.place().data("ledger"), Map.of());
      HttpLoad load = new HttpLoad(api.address(), run.options().number(CONNECTIONS));
      Supplier<byte[]> fresh = Posts.fresh(new Catalogue(run.options().seed()));
      run.say().accept("warming up");
      load.flatOut(fresh, Duration.ofSeconds(run.options().number(WARM_UP))).all(ACCEPTED);
      Duration phase = Duration.ofSeconds(run.options().number(SECONDS));
      run.say().accept("asking as fast as answers come");
      Usage before = installation.usage();
      HttpTimes flatOut = load.flatOut(fresh, phase).all(ACCEPTED);
      Usage after = installation.usage();
      int rate = run.options().number(RATE);
      run.say().accept("asking " + rate + " times a second");
      HttpTimes paced = load.paced(fresh, rate, phase).all(ACCEPTED);
      List<Figure> figures = new ArrayList<>(flatOut.figures("as fast as answers come"));
      figures.addAll(after.since(before, (int) flatOut.count()));
      figures.addAll(paced.figures(rate + " a second"));
      return report(run, figures, flatOut, paced);
    }
  }

  private static Report report(Run run, List<Figure> figures, HttpTimes flatOut, HttpTimes paced) {
    return run.report(
        figures,
        List.of(
            "one broker without replicas; no worker reads; every request asks for another code",
            "at a pace a time counts from the moment when the request was due"),
        List.of(
            Goal.atLeast("accepted", flatOut.perSecond(), "requests/s", GOAL_RATE),
            Goal.atMost(
                "p99 at " + run.options().number(RATE) + "/s",
                paced.percentileMillis(99),
                "ms",
                GOAL_P99)));
  }
}
