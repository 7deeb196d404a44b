package io.sunpress.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of local mode. */
@Command(
    name = "java -jar sunpress.jar",
    description = "Starts a whole Sunpress on this machine and runs until it is stopped.",
    footer = {
      "SUNPRESS_DATA sets the data directory; SUNPRESS_APPID and SUNPRESS_SECRET a real",
      "mini-program; SUNPRESS_WECHAT_URL another WeChat."
    },
    sortOptions = false)
interface LocalArguments {
  @Option(names = "--port", defaultValue = "8080", description = "of the API")
  int port();

  @Option(names = "--kafka-port", defaultValue = "9092", description = "of the broker")
  int kafkaPort();

  @Option(names = "--s3-port", defaultValue = "9000", description = "of the S3 server")
  int s3Port();

  @Option(names = "--simulator-port", defaultValue = "8090", description = "of WeChat's stand-in")
  int simulatorPort();

  @Option(names = "--data", description = "where everything is kept; ./data by default")
  Optional<Path> data();

  /** Whatever has a dot in its name. */
  @Parameters(
      paramLabel = "--any.setting=value",
      arity = "0..*",
      description = "settings for the API and the worker")
  @Nullable List<String> settings();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "prints this")
  boolean help();

  /** Unknown options are read as settings. */
  static CommandLine commandLine() {
    return new CommandLine(LocalArguments.class)
        .setExpandAtFiles(false)
        .setUnmatchedOptionsArePositionalParams(true);
  }
}
