package io.sunpress.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process for what it can't go on with, so that somebody starts another: an error of the
 * virtual machine (no memory), or the end of a thread of the ledger. Kafka's absence is neither.
 */
final class FatalErrors implements Thread.UncaughtExceptionHandler {
  /** What the JVM itself ends with for {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_CODE = 3;

  private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);

  /** For all threads that have no other. */
  static void install() {
    Thread.setDefaultUncaughtExceptionHandler(new FatalErrors());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    boolean fatal = failure instanceof VirtualMachineError || isLedgers(thread);
    try {
      log.error(
          "Thread {} has ended{}", thread.getName(), fatal ? ", and the process" : "", failure);
    } finally {
      if (fatal) {
        // Not exit(): what would run at the end may need the memory that there is none of.
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }

  private static boolean isLedgers(Thread thread) {
    return thread.getName().startsWith("sunpress-ledger");
  }
}
