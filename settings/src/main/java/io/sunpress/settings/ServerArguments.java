package io.sunpress.settings;

import java.util.Optional;
import java.util.stream.Stream;

/** The arguments of a process that is no command line: settings, and nothing else. */
public final class ServerArguments {
  private static final int USAGE_ERROR = 2;

  private ServerArguments() {}

  /**
   * Ends this process if an argument is no setting: a misspelt command must not start a server.
   *
   * @param jar the process's own jar, for the sentence
   */
  public static void exitUnlessSettings(String jar, String... arguments) {
    refusal(jar, arguments)
        .ifPresent(
            sentence -> {
              System.err.println(sentence);
              System.exit(USAGE_ERROR);
            });
  }

  /** Why arguments are refused, without values, which may be secrets; empty: all are settings. */
  static Optional<String> refusal(String jar, String... arguments) {
    return Stream.of(arguments)
        .filter(argument -> !argument.startsWith("--") || argument.equals("--help"))
        .findFirst()
        .map(
            argument ->
                ("%s takes settings only (--name=value), not \"%s\":"
                        + " commands are in cli.jar, see java -jar cli.jar --help")
                    .formatted(jar, argument.split("=", 2)[0]));
  }
}
