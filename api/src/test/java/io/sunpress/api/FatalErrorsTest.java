package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatalErrorsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** Ends one thread, by its name, with one failure, and would stay alive itself. */
  static final class Main {
    public static void main(String[] arguments) throws InterruptedException {
      FatalErrors.install();
      Thread thread = new Thread(() -> fail(arguments[1]), arguments[0]);
      thread.start();
      thread.join();
      System.out.println("it stays");
      new CountDownLatch(1).await();
    }

    private static void fail(String how) {
      if (how.equals("memory")) {
        byte[][] all = new byte[1 << 16][];
        for (int i = 0; i < all.length; i++) {
          all[i] = new byte[1 << 20];
        }
      }
      throw new IllegalStateException("a bug");
    }
  }

  private ChildJvm child(String thread, String failure) {
    return JavaCommand.main(Main.class)
        .jvmArgs("-Xmx32m")
        .args(thread, failure)
        .start(directory.resolve(thread + failure));
  }

  @Test
  void noMemoryEndsTheProcessWhicheverThreadFindsNone() {
    try (ChildJvm child = child("sunpress-http-1", "memory")) {
      assertThat(child.awaitExit(SOON)).isEqualTo(FatalErrors.EXIT_CODE);
    }
  }

  @Test
  void theEndOfALedgersThreadEndsTheProcess() {
    try (ChildJvm child = child("sunpress-ledger", "bug")) {
      assertThat(child.awaitExit(SOON)).isEqualTo(FatalErrors.EXIT_CODE);
    }
  }

  @Test
  void theEndOfAnotherThreadDoesNot() {
    try (ChildJvm child = child("sunpress-other", "bug")) {
      child.awaitLine(Pattern.compile("it stays"), SOON);
    }
  }
}
