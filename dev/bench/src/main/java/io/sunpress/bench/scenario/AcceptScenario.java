package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.load.HttpLoad;
import io.sunpress.bench.load.HttpRequestBytes;
import io.sunpress.bench.load.HttpTimes;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many new requests a second an API accepts: 202 is sent after the broker's acknowledgement.
 */
final class AcceptScenario implements Scenario {
  static final ScenarioOption CONNECTIONS =
      ScenarioOption.number("connections", 64, 1, 1_000, "that ask");
  static final ScenarioOption SECONDS =
      ScenarioOption.number("seconds", 15, 1, 600, "of each phase");
  static final ScenarioOption WARM_UP =
      ScenarioOption.number("warm-up", 90, 0, 600, "seconds before");
  static final ScenarioOption RATE =
      ScenarioOption.number("rate", 1_000, 1, 100_000, "requests/s, second phase");

  private static final double GOAL_RATE = 5_000;
  private static final double GOAL_P99 = 25;
  private static final int ACCEPTED = 202;

  @Override
  public String name() {
    return "accept";
  }

  @Override
  public String meaning() {
    return "new requests/s until 202, which is sent after the broker's acknowledgement";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(CONNECTIONS, SECONDS, WARM_UP, RATE);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    try (BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place(), StorageKind.NOTHING, ScenarioEnvironment.NO_LIMIT)) {
      MeasuredProcess api =
          benchEnvironment.startApi("api", scenarioRun.place().data("ledger"), Map.of());
      HttpLoad load = new HttpLoad(api.address(), scenarioRun.options().number(CONNECTIONS));
      Supplier<byte[]> fresh =
          HttpRequestBytes.fresh(new RequestGenerator(scenarioRun.options().seed()));
      scenarioRun.progress().accept("warming up");
      load.flatOut(fresh, Duration.ofSeconds(scenarioRun.options().number(WARM_UP))).all(ACCEPTED);
      Duration phase = Duration.ofSeconds(scenarioRun.options().number(SECONDS));
      scenarioRun.progress().accept("asking as fast as answers come");
      ResourceUsage before = benchEnvironment.usage();
      HttpTimes flatOut = load.flatOut(fresh, phase).all(ACCEPTED);
      ResourceUsage after = benchEnvironment.usage();
      int rate = scenarioRun.options().number(RATE);
      scenarioRun.progress().accept("asking " + rate + " times a second");
      HttpTimes paced = load.paced(fresh, rate, phase).all(ACCEPTED);
      List<MeasuredValue> figures = new ArrayList<>(flatOut.figures("as fast as answers come"));
      figures.addAll(after.since(before, (int) flatOut.count()));
      figures.addAll(paced.figures(rate + " a second"));
      return report(scenarioRun, figures, flatOut, paced);
    }
  }

  private static Report report(
      ScenarioRun scenarioRun, List<MeasuredValue> figures, HttpTimes flatOut, HttpTimes paced) {
    return scenarioRun.report(
        figures,
        List.of(
            "one broker without replicas; no worker reads; every request asks for another code",
            "at a pace a time counts from the moment when the request was due"),
        List.of(
            Goal.atLeast("accepted", flatOut.perSecond(), "requests/s", GOAL_RATE),
            Goal.atMost(
                "p99 at " + scenarioRun.options().number(RATE) + "/s",
                paced.percentileMillis(99),
                "ms",
                GOAL_P99)));
  }
}
