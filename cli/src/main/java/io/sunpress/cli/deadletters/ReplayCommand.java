package io.sunpress.cli.deadletters;

import io.sunpress.cli.command.Arguments;
import io.sunpress.cli.command.SettingsContext;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: writes records back to the topics that they came from. */
@Command(
    name = "replay",
    description = "Writes dead letters back to the topics that they came from.",
    footer = {"", SettingsContext.FOOTER})
final class ReplayCommand implements Callable<Integer> {
  private static final int MAX_RATE = 1_000;

  private static final Map<String, Object> PRODUCER =
      Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);

  private final List<String> settings;
  private final RateClock clock;

  @Spec private CommandSpec spec;
  @Mixin private DeadLetterFilter filter;

  @Option(names = "--dry-run", description = "Only print what would be done.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many a second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(names = "--force", description = "Also those that failed twice for the same cause.")
  private boolean force;

  ReplayCommand(List<String> settings, RateClock clock) {
    this.settings = List.copyOf(settings);
    this.clock = clock;
  }

  /** Returns 1 if not everything could be replayed. */
  @Override
  public Integer call() {
    int limit = filter.limit();
    Arguments.require(
        rate >= 1 && rate <= MAX_RATE, spec, "--rate is a number from 1 to " + MAX_RATE);
    try (DeadLetterTopic topic = DeadLetterTopic.open(settings, clock)) {
      DeadLetterIndex index = topic.index(filter);
      DeadLetterReplay replay = new DeadLetterReplay(topic, spec.commandLine().getOut());
      topic.forEach(index.open(), letter -> replay.choose(letter, limit, force, dryRun));
      return run(replay, topic, index.replayed());
    }
  }

  private int run(DeadLetterReplay replay, DeadLetterTopic topic, int before) {
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      out.println(replay.counts(true, before));
      return 0;
    }
    try (Producer<byte[], byte[]> producer = topic.producer(PRODUCER)) {
      replay.run(producer, new ReplayRate(rate, clock));
    } finally {
      out.println(replay.counts(false, before));
    }
    return replay.isComplete() ? 0 : 1;
  }
}
