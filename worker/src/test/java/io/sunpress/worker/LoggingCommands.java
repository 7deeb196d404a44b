package io.sunpress.worker;

import java.util.stream.Stream;

/** The commands, one after the other, with the log that they keep silent switched on. */
final class LoggingCommands {
  private LoggingCommands() {}

  public static void main(String[] settings) {
    run(settings, "doctor", "--page=pages/a");
    run(settings, "doctor", "--app=" + WorkerEnvironment.OTHER_APP);
    run(settings, "dead-letters", "list", "--format=json");
    System.exit(0);
  }

  private static void run(String[] settings, String... words) {
    Commands.run(
        Stream.of(words, settings, new String[] {"--logging.threshold.console=TRACE"})
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }
}
