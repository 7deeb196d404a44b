package io.sunpress.cli.source;

import io.sunpress.cli.command.Arguments;
import io.sunpress.cli.command.SettingsContext;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.worker.source.format.SchemaUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code source try}: what a source would make of records. Requests nothing. */
@Command(
    name = "try",
    description = "Prints what a source makes of a record, and requests nothing.",
    footer = {"", SettingsContext.FOOTER})
final class SourceTryCommand implements Callable<Integer> {
  private static final int MAX_LAST = 10_000;

  private final List<String> settings;

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "The worker's settings, as YAML.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "The source: NAME of sunpress.sources.NAME.")
  private String source;

  @Option(
      names = "--value-file",
      paramLabel = "FILE",
      description = "The bytes of a record's value. An empty file is an empty value.")
  private Optional<Path> valueFile = Optional.empty();

  @Option(names = "--key", paramLabel = "TEXT", description = "The record's key.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "A header of the record; may be repeated.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Instead of a file: the last N records of the source's topics.")
  private Optional<Integer> last = Optional.empty();

  @Option(names = "--json", description = "Print one JSON document for each record.")
  private boolean json;

  SourceTryCommand(List<String> settings) {
    this.settings = List.copyOf(settings);
  }

  /** Returns 0 whatever becomes of the records; 1 where they could not be tried. */
  @Override
  public Integer call() throws IOException {
    Arguments.require(
        valueFile.isPresent() != last.isPresent(), spec, "give one of --value-file and --last");
    Arguments.require(
        last.filter(n -> n < 1 || n > MAX_LAST).isEmpty(),
        spec,
        "--last is a number from 1 to " + MAX_LAST);
    Optional<Path> missing = config.or(() -> valueFile).filter(file -> !Files.isReadable(file));
    Arguments.require(
        missing.isEmpty(), spec, "there is no file " + missing.map(Path::toString).orElse(""));
    try (ConfigurableApplicationContext context = SettingsContext.open(allSettings())) {
      SourceTrial trial = SourceTrial.of(context, source);
      for (ConsumerRecord<byte[], byte[]> record : records(context, trial)) {
        print(trial.outcomeOf(record));
      }
      return 0;
    } catch (InvalidConfigurationException | SchemaUnavailableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private List<String> allSettings() {
    List<String> all = new ArrayList<>(settings);
    config.ifPresent(
        file -> all.add("--spring.config.additional-location=file:" + file.toAbsolutePath()));
    return all;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(
      ConfigurableApplicationContext context, SourceTrial trial) throws IOException {
    if (last.isPresent()) {
      return trial.last(context, last.get());
    }
    byte[] value = Files.readAllBytes(valueFile.orElseThrow());
    return List.of(SampleRecord.of(trial.topic(), key, value, headers));
  }

  private void print(TrialOutcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(outcome.json());
    } else {
      outcome.lines().forEach(out::println);
    }
  }
}
