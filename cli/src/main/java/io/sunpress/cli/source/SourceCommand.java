package io.sunpress.cli.source;

import io.sunpress.cli.command.SettingsContext;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code source try}. */
@Command(
    name = "source",
    description = "Tries the sources that turn a shop's records into requests.",
    footer = {"", SettingsContext.FOOTER})
public final class SourceCommand {
  private SourceCommand() {}

  /**
   * The command with its own.
   *
   * @param settings the worker's
   */
  public static CommandLine of(List<String> settings) {
    return new CommandLine(new SourceCommand()).addSubcommand(new SourceTryCommand(settings));
  }
}
