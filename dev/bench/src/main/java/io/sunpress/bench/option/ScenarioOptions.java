package io.sunpress.bench.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  /**
   * Reads the arguments after the scenario's name.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ScenarioOptions parse(List<String> arguments, List<ScenarioOption> own) {
    Map<String, ScenarioOption> known = known(own);
    Map<String, String> values = new LinkedHashMap<>();
    known.forEach((name, option) -> values.put(name, option.fallback()));
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = argument.startsWith("--") && equals > 2 ? argument.substring(2, equals) : "";
      ScenarioOption option = known.get(name);
      if (option == null) {
        throw new IllegalArgumentException("not an option here: " + argument);
      }
      values.put(name, option.checked(argument.substring(equals + 1)));
    }
    ScenarioOptions scenarioOptions = new ScenarioOptions(values);
    scenarioOptions.pairs(WORKER);
    return scenarioOptions;
  }

  /** One line for each option. */
  public static String usage(List<ScenarioOption> own) {
    return known(own).values().stream()
        .map(ScenarioOption::usage)
        .collect(Collectors.joining("\n"));
  }

  /** A number option's value. */
  public int number(ScenarioOption option) {
    return Math.toIntExact(longNumber(option));
  }

  /** A number option's value, where it may be large. */
  public long longNumber(ScenarioOption option) {
    return Long.parseLong(text(option));
  }

  /** A text option's value. */
  public String text(ScenarioOption option) {
    String value = values.get(option.name());
    if (value == null) {
      throw new IllegalArgumentException("the scenario does not declare --" + option.name());
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
  public Map<String, String> pairs(ScenarioOption option) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text(option).split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      } else if (!pair.isEmpty()) {
        throw new IllegalArgumentException("--" + option.name() + " needs pairs, not " + pair);
      }
    }
    return pairs;
  }

  /** All values by name, the defaults included. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }

  private static Map<String, ScenarioOption> known(List<ScenarioOption> own) {
    List<ScenarioOption> all = new ArrayList<>(COMMON);
    all.addAll(own);
    Map<String, ScenarioOption> known = new LinkedHashMap<>();
    all.forEach(option -> known.put(option.name(), option));
    return known;
  }
}
