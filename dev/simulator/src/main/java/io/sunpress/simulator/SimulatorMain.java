package io.sunpress.simulator;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the simulator by itself. */
public final class SimulatorMain {
  private static final int USAGE = 2;

  private SimulatorMain() {}

  /** Listens until the process is ended; {@link SimulatorArguments} lists the options. */
  public static void main(String[] args) throws InterruptedException {
    CommandLine commandLine = SimulatorArguments.commandLine(System.getenv());
    SimulatorOptions options;
    try {
      commandLine.parseArgs(args);
      if (commandLine.isUsageHelpRequested()) {
        commandLine.usage(System.out);
        return;
      }
      options = SimulatorOptions.of(commandLine.getCommand());
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println(message(e));
      commandLine.usage(System.err);
      System.exit(USAGE);
      return;
    }
    run(options);
  }

  /** A misspelled option's value may be a secret. */
  static String message(RuntimeException e) {
    return e instanceof CommandLine.UnmatchedArgumentException unmatched
        ? "unknown option " + unmatched.getUnmatched().get(0).split("=", 2)[0]
        : String.valueOf(e.getMessage());
  }

  private static void run(SimulatorOptions options) throws InterruptedException {
    WeChatSimulator simulator = WeChatSimulator.start(options.settings());
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
    options.apps().forEach(simulator::addApp);
    simulator.latency(options.latency());
    System.out.println("WeChat simulator at " + simulator.baseUrl());
    Thread.currentThread().join();
  }
}
