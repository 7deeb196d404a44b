package io.sunpress.cli;

import io.sunpress.cli.deadletters.RateClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;

/** Runs the command line and keeps what the last run wrote. */
final class CommandRun {
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  int run(Clock clock, RateClock rateClock, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return CliMain.run(
        new PrintWriter(out, true), new PrintWriter(err, true), clock, rateClock, arguments);
  }

  int run(String... arguments) {
    return run(Clock.systemUTC(), RateClock.SYSTEM, arguments);
  }

  String output() {
    return out.toString();
  }

  List<String> lines() {
    return output().lines().toList();
  }

  String complaint() {
    return err.toString();
  }
}
