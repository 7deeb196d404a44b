package io.sunpress.bench.option;

import java.util.Objects;
import java.util.OptionalLong;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --name=value} that a scenario understands.
 *
 * @param name without the dashes
 * @param fallback its value where none is given
 * @param least of a number; empty: any text will do
 * @param most of a number; empty: any text will do
 * @param meaning half a sentence with the unit, for the usage text
 */
public record ScenarioOption(
    String name, String fallback, OptionalLong least, OptionalLong most, String meaning) {
  public ScenarioOption {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(least, "least");
    Objects.requireNonNull(most, "most");
    Objects.requireNonNull(meaning, "meaning");
    check(name, fallback, least, most);
  }

  /** A whole number within bounds. */
  public static ScenarioOption number(
      String name, long fallback, long least, long most, String meaning) {
    return new ScenarioOption(
        name, Long.toString(fallback), OptionalLong.of(least), OptionalLong.of(most), meaning);
  }

  /** Any text. */
  public static ScenarioOption text(String name, String fallback, String meaning) {
    return new ScenarioOption(name, fallback, OptionalLong.empty(), OptionalLong.empty(), meaning);
  }

  private static void check(String name, String value, OptionalLong least, OptionalLong most) {
    if (least.isPresent() && !isWithin(value, least.getAsLong(), most.orElse(Long.MAX_VALUE))) {
      throw new IllegalArgumentException(
          "--%s needs a whole number from %d to %d, not %s"
              .formatted(name, least.getAsLong(), most.orElse(Long.MAX_VALUE), value));
    }
  }

  private static boolean isWithin(String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      return number >= least && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  OptionSpec spec() {
    return OptionSpec.builder("--" + name)
        .type(String.class)
        .converters(this::converted)
        .defaultValue(fallback)
        .paramLabel(fallback)
        .description(meaning)
        .build();
  }

  private String converted(String value) {
    try {
      check(name, value, least, most);
      return value;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
