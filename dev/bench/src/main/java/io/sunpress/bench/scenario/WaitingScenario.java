package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.ConditionWait;
import io.sunpress.bench.harness.MeasuredProcess;
import io.sunpress.bench.harness.PrometheusReader;
import io.sunpress.bench.harness.StorageKind;
import io.sunpress.bench.load.HttpLoad;
import io.sunpress.bench.load.HttpRequestBytes;
import io.sunpress.bench.load.RequestGenerator;
import io.sunpress.bench.load.WaitingClients;
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

/** How many clients wait at once for codes that nobody draws, in an API's half gigabyte of heap. */
final class WaitingScenario implements Scenario {
  static final ScenarioOption CLIENTS =
      ScenarioOption.number("clients", 5_000, 1, 100_000, "that wait at once");

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
  public List<ScenarioOption> options() {
    return List.of(CLIENTS);
  }

  @Override
  public Report run(ScenarioRun scenarioRun) {
    int clients = scenarioRun.options().number(CLIENTS);
    Map<String, String> places =
        Map.of(
            "sunpress.ledger.max-waiting",
            Integer.toString(clients),
            // All clients have this machine's address.
            "sunpress.http.max-connections-per-address",
            "0");
    try (BenchEnvironment benchEnvironment =
        BenchEnvironment.start(
            scenarioRun.place(), StorageKind.NOTHING, ScenarioEnvironment.NO_LIMIT)) {
      MeasuredProcess api =
          benchEnvironment.startApi("api", scenarioRun.place().data("ledger"), places);
      RequestGenerator requestGenerator = new RequestGenerator(scenarioRun.options().seed());
      scenarioRun.progress().accept("warming up");
      new HttpLoad(api.address(), WARMERS)
          .flatOut(HttpRequestBytes.fresh(requestGenerator), WARM_UP)
          .all(ACCEPTED);
      Supplier<byte[]> patient = HttpRequestBytes.patient(requestGenerator, WAIT);
      ResourceUsage before = benchEnvironment.usage();
      scenarioRun.progress().accept("letting " + clients + " clients ask");
      long start = System.nanoTime();
      try (WaitingClients waitingClients = new WaitingClients(api.address(), clients, patient)) {
        double asked = seconds(start);
        ConditionWait.until("all wait", WAIT, () -> PrometheusReader.of(api, WAITING) == clients);
        double refused = oneMore(api, patient);
        int silent = waitingClients.silent();
        waitingClients.awaitAll(ACCEPTED);
        List<MeasuredValue> figures = new ArrayList<>();
        figures.add(new MeasuredValue("clients", "all had asked after", asked, "s"));
        figures.add(new MeasuredValue("clients", "one more was answered after", refused, "s"));
        figures.addAll(benchEnvironment.usage().since(before, clients));
        return report(scenarioRun, figures, silent);
      }
    }
  }

  /** One more finds all places taken, and gets at once what is known. */
  private static double oneMore(MeasuredProcess api, Supplier<byte[]> patient) {
    long start = System.nanoTime();
    try (WaitingClients one = new WaitingClients(api.address(), 1, patient)) {
      one.awaitAll(ACCEPTED);
    }
    return seconds(start);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Report report(ScenarioRun scenarioRun, List<MeasuredValue> figures, int silent) {
    return scenarioRun.report(
        figures,
        List.of(
            "every part but the broker has -Xmx512m; all clients got their 202 at the end of their 30 s",
            "a heap after a collection holds garbage of the old generation as well"),
        List.of(
            Goal.atLeast(
                "waiting at once", silent, "clients", scenarioRun.options().number(CLIENTS))));
  }
}
