package io.sunpress.bench.scenario;

import io.sunpress.bench.option.ScenarioOption;
import io.sunpress.bench.report.Report;
import java.util.List;

/** Something that can be measured. */
public interface Scenario {
  /** As it is called on the command line. */
  String name();

  /** One sentence for the usage text. */
  String meaning();

  /** Its own options, besides those of all scenarios. */
  List<ScenarioOption> options();

  /** Runs it; bounded in time. */
  Report run(ScenarioRun scenarioRun);

  /** All there are. */
  static List<Scenario> all() {
    return List.of(
        new FirstLightScenario(),
        new ThroughputScenario(),
        new BaselineScenario(),
        new HangScenario(),
        new QuotaScenario(),
        new KillScenario(),
        new CachedScenario(),
        new AcceptScenario(),
        new LedgerStartScenario(),
        new WaitingScenario());
  }
}
