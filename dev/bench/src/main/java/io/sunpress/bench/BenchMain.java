package io.sunpress.bench;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.option.ScenarioOptions;
import io.sunpress.bench.report.JsonReport;
import io.sunpress.bench.report.MachineInfo;
import io.sunpress.bench.report.Report;
import io.sunpress.bench.report.TextReport;
import io.sunpress.bench.scenario.Scenario;
import io.sunpress.bench.scenario.ScenarioRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code java -jar bench.jar <scenario> [--seed=N] [--option=value] [--json=FILE]}. */
public final class BenchMain {
  private static final int MISSED = 1;
  private static final int USAGE = 2;
  private static final int BROKEN = 3;

  private BenchMain() {}

  /**
   * Exits with 0 where all goals are met, 1 where one is missed, 2 or 3 where nothing was measured.
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  static int run(List<String> arguments) {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    Scenario.all().forEach(scenario -> scenarios.put(scenario.name(), scenario));
    CommandLine bench = commandLine(scenarios);
    try {
      ParseResult parsed = bench.parseArgs(arguments.toArray(String[]::new));
      if (!parsed.hasSubcommand()) {
        return help(bench, parsed.isUsageHelpRequested());
      }
      ParseResult own = parsed.subcommand();
      if (own.isUsageHelpRequested()) {
        return help(own.commandSpec().commandLine(), true);
      }
      return run(scenarios.get(own.commandSpec().name()), ScenarioOptions.of(own));
    } catch (ParameterException e) {
      System.err.println(e.getMessage());
      return help(e.getCommandLine(), false);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return USAGE;
    }
  }

  private static CommandLine commandLine(Map<String, Scenario> scenarios) {
    CommandSpec bench = ScenarioOptions.command("java -jar bench.jar", "Measures one scenario.");
    scenarios.forEach(
        (name, scenario) ->
            bench.addSubcommand(
                name, ScenarioOptions.command(name, scenario.meaning(), scenario.options())));
    return new CommandLine(bench);
  }

  private static int help(CommandLine commandLine, boolean wanted) {
    commandLine.usage(wanted ? System.out : System.err);
    return wanted ? 0 : USAGE;
  }

  private static int run(Scenario scenario, ScenarioOptions scenarioOptions) {
    MachineInfo machineInfo = MachineInfo.here();
    System.out.println("seed " + scenarioOptions.seed());
    try (RunDirectory place =
        RunDirectory.in(
            Path.of(scenarioOptions.text(ScenarioOptions.WORK_DIR)),
            scenarioOptions.number(ScenarioOptions.KEEP) == 1)) {
      ScenarioRun scenarioRun =
          new ScenarioRun(
              scenario.name(), scenarioOptions, place, machineInfo, System.out::println);
      return print(measured(scenario, scenarioRun), scenarioOptions);
    } catch (Failed e) {
      return BROKEN;
    }
  }

  /** The output of the child processes is deleted with the directory, so it is shown before. */
  private static Report measured(Scenario scenario, ScenarioRun scenarioRun) throws Failed {
    try {
      return scenario.run(scenarioRun);
    } catch (RuntimeException e) {
      e.printStackTrace();
      scenarioRun.place().lastWords().forEach(System.err::println);
      throw new Failed(e);
    }
  }

  private static int print(Report report, ScenarioOptions scenarioOptions) {
    String json = scenarioOptions.text(ScenarioOptions.JSON);
    Path file = Path.of(json.isEmpty() ? "bench-" + report.scenario() + ".json" : json);
    JsonReport.write(report, file);
    TextReport.lines(report).forEach(System.out::println);
    return report.met() ? 0 : MISSED;
  }

  /** Nothing was measured. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(Throwable cause) {
      super(cause);
    }
  }
}
