package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.option.ScenarioOptions;
import io.sunpress.bench.report.Goal;
import io.sunpress.bench.report.MachineInfo;
import io.sunpress.bench.report.MeasuredValue;
import io.sunpress.bench.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of a scenario.
 *
 * @param scenario its name
 * @param options of the run
 * @param place for data
 * @param machine where it runs, as it was before
 * @param progress prints progress for the waiting user, one line each
 */
public record ScenarioRun(
    String scenario,
    ScenarioOptions options,
    RunDirectory place,
    MachineInfo machine,
    Consumer<String> progress) {

  /** The settings of every worker, and one more. */
  Map<String, String> workerSettings(String key, String value) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(key, value);
    settings.putAll(workerSettings());
    return settings;
  }

  /** The settings of every worker. */
  Map<String, String> workerSettings() {
    return options.pairs(ScenarioOptions.WORKER);
  }

  Report report(List<MeasuredValue> figures, List<String> notes, List<Goal> goals) {
    return new Report(scenario, options.all(), machine, figures, notes, goals);
  }
}
