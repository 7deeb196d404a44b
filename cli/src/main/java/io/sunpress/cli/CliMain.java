package io.sunpress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.cli.command.Arguments;
import io.sunpress.cli.command.SettingsContext;
import io.sunpress.cli.deadletters.DeadLettersCommand;
import io.sunpress.cli.deadletters.RateClock;
import io.sunpress.cli.doctor.DoctorCommand;
import io.sunpress.cli.key.NewKeyCommand;
import io.sunpress.cli.source.SourceCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.BeansException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code java -jar cli.jar}. Exit codes: 0; 1 if the command failed; 2 if it was called wrongly.
 */
@Command(
    name = "java -jar cli.jar",
    description = "Checks an installation of Sunpress and repairs it.",
    footer = {
      "",
      "COMMAND --help describes a command. " + SettingsContext.FOOTER,
      "Exit codes: 0; 1 if the command failed; 2 if it was called wrongly."
    })
public final class CliMain {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  private CliMain() {}

  public static void main(String[] arguments) {
    System.exit(
        run(
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            Clock.systemUTC(),
            RateClock.SYSTEM,
            arguments));
  }

  /** Chinese is printed as it is, whatever the locale of a container is. */
  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, UTF_8);
  }

  /** Runs the command that the arguments name, and returns its exit code. */
  static int run(
      PrintWriter out, PrintWriter err, Clock clock, RateClock rateClock, String... arguments) {
    List<String> settings = Stream.of(arguments).filter(Arguments::isSetting).toList();
    CommandLine commandLine =
        new CommandLine(new CliMain())
            .addSubcommand(new DoctorCommand(settings, clock))
            .addSubcommand(DeadLettersCommand.of(settings, rateClock))
            .addSubcommand(SourceCommand.of(settings))
            .addSubcommand(new NewKeyCommand(settings, new SecureRandom()))
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(CliMain::refuse)
            .setExecutionExceptionHandler(CliMain::fail);
    return Arguments.registerTypes(commandLine, clock)
        .execute(
            Stream.of(arguments)
                .filter(argument -> !Arguments.isSetting(argument))
                .toArray(String[]::new));
  }

  /** Of what is unknown only the names are repeated: a value may be a secret. */
  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            e instanceof UnmatchedArgumentException unmatched
                ? "Unknown: " + unmatched.getUnmatched().get(0).replaceFirst("=.*", "")
                : e.getMessage());
    command.usage(command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private static int fail(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    String cause = SettingsContext.causeOf(e);
    if (e instanceof BeansException) {
      command.getErr().println("The settings can't be used: " + cause);
    } else if (e instanceof KafkaException) {
      command.getErr().println("Kafka: " + e.getClass().getSimpleName() + ": " + cause);
    } else {
      throw e;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
