package io.sunpress.cli.deadletters;

import io.sunpress.cli.command.SettingsContext;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}: one line each, oldest first, and how many of each cause. */
@Command(
    name = "list",
    description = "Prints dead letters, oldest first, and how many there are of each cause.",
    footer = {"", SettingsContext.FOOTER})
final class ListCommand implements Runnable {
  private final List<String> settings;
  private final RateClock clock;

  @Spec private CommandSpec spec;
  @Mixin private DeadLetterFilter filter;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "Columns; or JSON objects, the last of which is the sum.")
  private ListFormat format;

  ListCommand(List<String> settings, RateClock clock) {
    this.settings = List.copyOf(settings);
    this.clock = clock;
  }

  @Override
  public void run() {
    int limit = filter.limit();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Integer> kinds = new TreeMap<>();
    try (DeadLetterTopic topic = DeadLetterTopic.open(settings, clock)) {
      DeadLetterIndex index = topic.index(filter);
      topic.forEach(
          index.open().stream().limit(limit).toList(),
          letter -> {
            format.print(letter, out);
            kinds.merge(letter.cause().kind(), 1, Integer::sum);
          });
      format.summary(kinds, index.replayed(), out);
    }
  }
}
