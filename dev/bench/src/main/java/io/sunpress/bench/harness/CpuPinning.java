package io.sunpress.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Keeps one core for one process and the others for the rest, by taskset(1): what a server can do
 * by itself is comparable with what it does for others only on the same processors.
 */
final class CpuPinning {
  private static final int COUNT = Runtime.getRuntime().availableProcessors();
  private static final String FIRST = "0";
  private static final int TRIES = 10;
  private static final String OTHERS = "1-" + (COUNT - 1);

  private CpuPinning() {}

  static void first(long pid) {
    pin(pid, FIRST);
  }

  static void others(long pid) {
    pin(pid, OTHERS);
  }

  private static void pin(long pid, String cores) {
    if (COUNT < 2) {
      throw new IllegalStateException("this takes a machine with two cores");
    }
    // It goes through the threads one by one, and fails where one of them has just ended.
    for (int i = 0; i < TRIES; i++) {
      if (tryToPin(pid, cores)) {
        return;
      }
    }
    throw new IllegalStateException("taskset could not hold a process on cores " + cores);
  }

  private static boolean tryToPin(long pid, String cores) {
    try {
      return new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(pid))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("taskset(1), of util-linux, is missing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
