package io.sunpress.bench.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What was given on the command line, with what every scenario understands. */
public final class ScenarioOptions {
  /** Of everything that is drawn by lot. */
  public static final ScenarioOption SEED =
      ScenarioOption.number("seed", 1, 0, Long.MAX_VALUE, "of everything that is drawn by lot");

  /** Where the JSON goes. */
  public static final ScenarioOption JSON =
      ScenarioOption.text("json", "", "file for the figures; empty: bench-<scenario>.json");

  /** Where the parts keep their data while they run. */
  public static final ScenarioOption WORK_DIR =
      ScenarioOption.text(
          "work-dir", System.getProperty("java.io.tmpdir"), "where the data live meanwhile");

  /** Whether the data and the children's output stay. */
  public static final ScenarioOption KEEP =
      ScenarioOption.number("keep", 0, 0, 1, "1: data and output of the children are not removed");

  /** Settings for every worker. */
  public static final ScenarioOption WORKER =
      ScenarioOption.text("worker", "", "settings for every worker: key=value,key=value");

  private static final List<ScenarioOption> COMMON = List.of(SEED, JSON, WORK_DIR, KEEP, WORKER);

  private final Map<String, String> values;

  private ScenarioOptions(Map<String, String> values) {
    this.values = values;
  }

  /** A command that explains itself. */
  public static CommandSpec command(String name, String meaning) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(meaning).sortOptions(false);
    spec.parser().expandAtFiles(false);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("prints this").build());
  }

  /** A scenario's command, with these options of its own. */
  public static CommandSpec command(String name, String meaning, List<ScenarioOption> own) {
    CommandSpec spec = command(name, meaning);
    Stream.concat(COMMON.stream(), own.stream())
        .forEach(scenarioOption -> spec.addOption(scenarioOption.spec()));
    return spec;
  }

  /**
   * What was read by {@link #command}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ScenarioOptions of(ParseResult parsed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      if (!option.usageHelp()) {
        values.put(option.longestName().substring(2), option.getValue());
      }
    }
    ScenarioOptions scenarioOptions = new ScenarioOptions(values);
    scenarioOptions.pairs(WORKER);
    return scenarioOptions;
  }

  /** Reads the arguments after the scenario's name. */
  public static ScenarioOptions parse(List<String> arguments, List<ScenarioOption> own) {
    return of(
        new CommandLine(command("scenario", "", own)).parseArgs(arguments.toArray(String[]::new)));
  }

  /** A number option's value. */
  public int number(ScenarioOption scenarioOption) {
    return Math.toIntExact(longNumber(scenarioOption));
  }

  /** A number option's value, where it may be large. */
  public long longNumber(ScenarioOption scenarioOption) {
    return Long.parseLong(text(scenarioOption));
  }

  /** A text option's value. */
  public String text(ScenarioOption scenarioOption) {
    String value = values.get(scenarioOption.name());
    if (value == null) {
      throw new IllegalArgumentException(
          "the scenario does not declare --" + scenarioOption.name());
    }
    return value;
  }

  /** The seed. */
  public long seed() {
    return longNumber(SEED);
  }

  /**
   * A text option's value that is a list of pairs.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public Map<String, String> pairs(ScenarioOption scenarioOption) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text(scenarioOption).split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      } else if (!pair.isEmpty()) {
        throw new IllegalArgumentException(
            "--" + scenarioOption.name() + " needs pairs, not " + pair);
      }
    }
    return pairs;
  }

  /** All values by name, the defaults included. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }
}
