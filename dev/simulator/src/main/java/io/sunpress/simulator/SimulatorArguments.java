package io.sunpress.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The simulator's command line. */
@Command(
    name = "java -jar simulator.jar",
    description = "Stands in for WeChat.",
    footer = "Each option can be set by an environment variable: SIMULATOR_MINUTE_LIMIT and so on.",
    sortOptions = false,
    usageHelpAutoWidth = true)
interface SimulatorArguments {
  @Option(names = "--port", defaultValue = "8090", description = "to listen on; 0: any free one")
  int port();

  @Option(names = "--bind", defaultValue = "127.0.0.1", description = "address to listen on")
  String bind();

  /** Its default's secret is no secret. */
  @Option(
      names = "--apps",
      split = ",",
      defaultValue = "wx0000000000000001:simulated-secret",
      paramLabel = "<appid:secret>",
      description = "the apps to know")
  List<String> apps();

  @Option(names = "--apps-file", description = "one app in each line, instead of --apps")
  Optional<Path> appsFile();

  @Option(names = "--minute-limit", description = "of each app, in calls")
  Optional<Integer> minuteLimit();

  @Option(names = "--day-limit", description = "of each app, in calls")
  Optional<Integer> dayLimit();

  @Option(names = "--latency-median-ms", defaultValue = "0", description = "of every answer")
  long latencyMedianMs();

  @Option(names = "--latency-p99-ms", description = "of every answer; the median by default")
  Optional<Long> latencyP99Ms();

  @Option(
      names = "--hang-share",
      defaultValue = "0",
      description = "of the calls that hang, 0 to 1")
  double hangShare();

  @Option(names = "--hang-ms", defaultValue = "0", description = "how long they hang")
  long hangMs();

  @Option(names = "--seed", defaultValue = "0", description = "of latencies and hangs")
  long seed();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "prints this")
  boolean help();

  /** Arguments win over the environment. */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(SimulatorArguments.class)
        .setExpandAtFiles(false)
        .setDefaultValueProvider(new EnvironmentDefaults(environment));
  }

  /** Empty variables are as good as none. */
  record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec option) {
      String name = ((OptionSpec) option).longestName().substring(2);
      String variable = "SIMULATOR_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
      String value = environment.getOrDefault(variable, "");
      return value.isBlank() ? null : value.trim();
    }
  }
}
