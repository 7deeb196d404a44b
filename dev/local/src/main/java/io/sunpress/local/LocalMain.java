package io.sunpress.local;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code java -jar sunpress.jar}: starts everything, prints where it is, runs until stopped. */
public final class LocalMain {
  private static final int USAGE = 2;

  private LocalMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    CommandLine commandLine = LocalArguments.commandLine();
    try {
      commandLine.parseArgs(arguments);
      if (commandLine.isUsageHelpRequested()) {
        commandLine.usage(System.out);
        return;
      }
      start(LocalOptions.of(commandLine.getCommand(), System.getenv()));
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      commandLine.usage(System.err);
      System.exit(USAGE);
    }
    new CountDownLatch(1).await();
  }

  private static void start(LocalOptions options) {
    LocalSunpress sunpress = LocalSunpress.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(sunpress::close, "sunpress-stop"));
    System.out.println(StartBanner.of(options, sunpress));
  }
}
