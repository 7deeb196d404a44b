package io.sunpress.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.api.auth.NewKeyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The command lines that this jar has besides the API itself. */
final class ApiCommands {
  private static final int CALLED_WRONGLY = 2;

  private ApiCommands() {}

  /**
   * Runs the command that is named first.
   *
   * @return its exit code; empty where none is named
   */
  static OptionalInt run(String... arguments) {
    if (arguments.length == 0 || arguments[0].startsWith("-")) {
      return OptionalInt.empty();
    }
    PrintStream err = utf8(FileDescriptor.err);
    if (!arguments[0].equals(NewKeyCommand.NAME)) {
      // Who misspells a command does not mean to start an API.
      err.println("there is no command " + arguments[0] + ", only " + NewKeyCommand.NAME);
      return OptionalInt.of(CALLED_WRONGLY);
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    return OptionalInt.of(
        new NewKeyCommand(utf8(FileDescriptor.out), err, new SecureRandom()).run(rest));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
