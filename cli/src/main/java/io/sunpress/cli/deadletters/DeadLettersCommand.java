package io.sunpress.cli.deadletters;

import io.sunpress.cli.command.SettingsContext;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dead-letters list} and {@code dead-letters replay}. */
@Command(
    name = "dead-letters",
    description = "Lists records that could not be processed, and replays them.",
    footer = {"", SettingsContext.FOOTER})
public final class DeadLettersCommand {
  private DeadLettersCommand() {}

  /**
   * The command with its two.
   *
   * @param settings the worker's
   * @param clock what the rate is kept by
   */
  public static CommandLine of(List<String> settings, RateClock clock) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListCommand(settings, clock))
        .addSubcommand(new ReplayCommand(settings, clock));
  }
}
