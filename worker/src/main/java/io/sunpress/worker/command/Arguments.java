package io.sunpress.worker.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's arguments, sorted.
 *
 * @param words those that are no options
 * @param options {@code --name=value} by name; a switch has an empty value
 * @param settings those with a dot in their name, as they were: Spring's, as for the worker itself
 */
public record Arguments(List<String> words, Map<String, String> options, List<String> settings) {
  public Arguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
    settings = List.copyOf(settings);
  }

  /**
   * Sorts arguments.
   *
   * @param valued the options that need a value
   * @param switches the options that have none
   * @throws UsageException naming the option that is unknown, doubled or half
   */
  public static Arguments parse(List<String> arguments, Set<String> valued, Set<String> switches) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    List<String> settings = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        words.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      if (name.indexOf('.') >= 0) {
        settings.add(argument);
      } else {
        check(name, value, valued, switches);
        if (options.put(name, value) != null) {
          throw new UsageException("--" + name + " is given twice");
        }
      }
    }
    return new Arguments(words, options, settings);
  }

  private static void check(String name, String value, Set<String> valued, Set<String> switches) {
    if (valued.contains(name) && value.isEmpty()) {
      throw new UsageException("--" + name + " needs a value: --" + name + "=…");
    }
    if (switches.contains(name) && !value.isEmpty()) {
      throw new UsageException("--" + name + " takes no value");
    }
    if (!valued.contains(name) && !switches.contains(name)) {
      throw new UsageException("there is no option --" + name);
    }
  }

  /** An option's value. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Whether a switch is given. */
  public boolean has(String name) {
    return options.containsKey(name);
  }

  /**
   * A whole number.
   *
   * @throws UsageException where it is none, or out of its bounds
   */
  public int number(String name, int standard, int least, int most) {
    String text = options.getOrDefault(name, Integer.toString(standard));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notBetween(name, least, most);
    }
    throw notBetween(name, least, most);
  }

  private static UsageException notBetween(String name, int least, int most) {
    return new UsageException("--%s is a number from %d to %d".formatted(name, least, most));
  }
}
