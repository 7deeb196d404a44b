package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.load.AnsweredCodeWriter;
import io.sunpress.bench.load.HttpLoad;
import io.sunpress.bench.load.HttpRequestBytes;
import io.sunpress.bench.load.HttpTimes;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import io.sunpress.message.CodeRequestMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a cached URL costs, beside the least that a door on the same server can do. */
final class CachedScenario implements Scenario {
  static final ScenarioOption CONNECTIONS =
      ScenarioOption.number("connections", 64, 1, 1_000, "that ask");
  static final ScenarioOption ROUNDS =
      ScenarioOption.number("rounds", 4, 1, 100, "each of both doors in turn");
  static final ScenarioOption SECONDS = ScenarioOption.number("seconds", 8, 1, 600, "of each turn");
  static final ScenarioOption WARM_UP =
      ScenarioOption.number("warm-up", 80, 0, 600, "seconds of each before, in turns");
  static final ScenarioOption CODES =
      ScenarioOption.number("codes", 10_000, 1, 1_000_000, "that are ready");

  private static final String DOOR = "/api/weapp/qrcode";
  private static final double GOAL_SHARE = 0.8;
  private static final double GOAL_P99 = 1.5;

  @Override
  public String name() {
    return "cached";
  }

  @Override
  public String meaning() {
    return "cached codes/s of the compat call, against a door that answers a constant";
  }

  @Override
  public List<ScenarioOption> options() {
    return List.of(CONNECTIONS, ROUNDS, SECONDS, WARM_UP, CODES);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    try (BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place(), StorageKind.NOTHING, ScenarioEnvironment.NO_LIMIT)) {
      List<CodeRequestMessage> codes = ready(scenarioRun, benchEnvironment);
      MeasuredProcess api =
          benchEnvironment.startApi("api", scenarioRun.place().data("ledger"), Map.of());
      return measure(scenarioRun, api, codes);
    }
  }

  private static List<CodeRequestMessage> ready(
      ScenarioRun scenarioRun, BenchEnvironment benchEnvironment) {
    scenarioRun.progress().accept("writing codes that are ready");
    RequestGenerator requestGenerator = new RequestGenerator(scenarioRun.options().seed());
    List<CodeRequestMessage> codes =
        Stream.generate(requestGenerator::next).limit(scenarioRun.options().number(CODES)).toList();
    try (AnsweredCodeWriter ready =
        new AnsweredCodeWriter(
            benchEnvironment.bootstrapServers(),
            benchEnvironment.topics(),
            benchEnvironment.judge())) {
      codes.forEach(ready::write);
    }
    return codes;
  }

  private Report measure(
      ScenarioRun scenarioRun, MeasuredProcess api, List<CodeRequestMessage> codes) {
    HttpLoad load = new HttpLoad(api.address(), scenarioRun.options().number(CONNECTIONS));
    Supplier<byte[]> cached = HttpRequestBytes.compat(DOOR, codes);
    Supplier<byte[]> constant = HttpRequestBytes.compat(BenchEnvironment.CONSTANT_DOOR, codes);
    Duration turn = Duration.ofSeconds(scenarioRun.options().number(SECONDS));
    scenarioRun.progress().accept("warming up");
    for (long left = scenarioRun.options().number(WARM_UP); left > 0; left -= turn.toSeconds()) {
      load.flatOut(constant, turn).all(200);
      load.flatOut(cached, turn).all(200);
    }
    List<HttpTimes> theirs = new ArrayList<>();
    List<HttpTimes> ours = new ArrayList<>();
    for (int round = 1; round <= scenarioRun.options().number(ROUNDS); round++) {
      scenarioRun.progress().accept("round " + round);
      theirs.add(load.flatOut(constant, turn).all(200));
      ours.add(load.flatOut(cached, turn).all(200));
    }
    int half = (int) Math.max(1, rate(ours) / 2);
    scenarioRun.progress().accept("asking " + half + " times a second");
    Duration asLong = turn.multipliedBy(scenarioRun.options().number(ROUNDS));
    HttpTimes reference = load.paced(constant, half, asLong).all(200);
    HttpTimes calm = load.paced(cached, half, asLong).all(200);
    return report(scenarioRun, theirs, ours, reference, calm);
  }

  private static Report report(
      ScenarioRun scenarioRun,
      List<HttpTimes> theirs,
      List<HttpTimes> ours,
      HttpTimes reference,
      HttpTimes calm) {
    List<MeasuredValue> figures = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      figures.addAll(theirs.get(i).figures("constant, round " + (i + 1)));
      figures.addAll(ours.get(i).figures("cached, round " + (i + 1)));
    }
    figures.addAll(reference.figures("constant, at the same rate"));
    figures.addAll(calm.figures("cached, at half of the load"));
    return scenarioRun.report(
        figures,
        List.of(
            "both doors read the same bodies on the same server, in turns; the clients run on the"
                + " same processors",
            "at half of the load one thread serves all clients, as long as all turns of a door took",
            "a time at half of the load counts from the moment when the request was due"),
        List.of(
            Goal.atLeast("cached, of the constant's", rate(ours) / rate(theirs), "×", GOAL_SHARE),
            Goal.atMost(
                "p99 at half of the load, of the constant's",
                calm.percentileMillis(99) / reference.percentileMillis(99),
                "×",
                GOAL_P99)));
  }

  private static double rate(List<HttpTimes> turns) {
    return turns.stream().mapToDouble(HttpTimes::perSecond).average().orElseThrow();
  }
}
