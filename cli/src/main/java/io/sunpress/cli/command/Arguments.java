package io.sunpress.cli.command;

import io.sunpress.code.AppId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PagePath;
import io.sunpress.message.ErrorClass;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How arguments are read, in all commands. */
public final class Arguments {
  private Arguments() {}

  /** Whether an argument is Spring's: an option with a dot in its name. */
  public static boolean isSetting(String argument) {
    return argument.startsWith("--") && argument.split("=", 2)[0].contains(".");
  }

  /**
   * Registers the types of options in a command line with all its commands.
   *
   * @param clock what ages are counted back from
   */
  public static CommandLine registerTypes(CommandLine commandLine, Clock clock) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(String.class, Arguments::nonEmpty)
        .registerConverter(AppId.class, validated(AppId::new))
        .registerConverter(PagePath.class, validated(PagePath::new))
        .registerConverter(
            ErrorClass.class,
            text ->
                ErrorClass.of(text)
                    .orElseThrow(
                        () -> new TypeConversionException("there is no class '" + text + "'")))
        .registerConverter(Instant.class, text -> instant(text, clock));
  }

  /**
   * Refuses the command's call.
   *
   * @throws ParameterException with the sentence, unless it is valid
   */
  public static void require(boolean valid, CommandSpec command, String sentence) {
    if (!valid) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }

  private static String nonEmpty(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it is empty");
    }
    return text;
  }

  private static <T> ITypeConverter<T> validated(ITypeConverter<T> constructor) {
    return text -> {
      try {
        return constructor.convert(text);
      } catch (InvalidValueException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static Instant instant(String text, Clock clock) {
    try {
      return text.startsWith("P")
          ? clock.instant().minus(Duration.parse(text))
          : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException(
          "it is a time like 2026-11-01T00:00:00Z or an age like PT2H");
    }
  }
}
