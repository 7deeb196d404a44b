package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.worker.deadletters.DeadLettersCommand;
import io.sunpress.worker.deadletters.Time;
import io.sunpress.worker.doctor.DoctorCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The command lines that this jar has besides the worker itself. */
final class Commands {
  private static final int CALLED_WRONGLY = 2;

  private Commands() {}

  /**
   * Runs the command that is named first.
   *
   * @return its exit code; empty where none is named
   */
  static OptionalInt run(String... arguments) {
    if (arguments.length == 0 || arguments[0].startsWith("-")) {
      return OptionalInt.empty();
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    return switch (arguments[0]) {
      case DeadLettersCommand.NAME -> OptionalInt.of(deadLetters().run(rest));
      case DoctorCommand.NAME -> OptionalInt.of(doctor().run(rest));
      default -> OptionalInt.of(unknown(arguments[0]));
    };
  }

  /** Who misspells a command does not mean to start a worker. */
  private static int unknown(String command) {
    utf8(FileDescriptor.err)
        .println(
            "there is no command %s, only %s and %s"
                .formatted(command, DeadLettersCommand.NAME, DoctorCommand.NAME));
    return CALLED_WRONGLY;
  }

  private static DeadLettersCommand deadLetters() {
    return new DeadLettersCommand(
        utf8(FileDescriptor.out), utf8(FileDescriptor.err), Clock.systemUTC(), Time.SYSTEM);
  }

  private static DoctorCommand doctor() {
    return new DoctorCommand(utf8(FileDescriptor.out), utf8(FileDescriptor.err), Clock.systemUTC());
  }

  /** Chinese is printed as it is, whatever the locale of a container says. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
