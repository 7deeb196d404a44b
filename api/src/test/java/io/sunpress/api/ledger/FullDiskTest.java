package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.message.CodeState.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, which takes the right to mount one. */
class FullDiskTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Together more than RocksDB sets room aside for: 35 MB. */
  private static final int CODES = 6_000;

  private static final String LONG_TEXT = "x".repeat(8_000);

  @TempDir Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=200m", "sunpress-ledger-test", disk.toString());
    assumeTrue(mounted, "not run: no file system can be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void answersWhatItKnowsWhileTheDiskIsFullAndReadsOnWhenThereIsRoom() throws IOException {
    Installation installation = Installation.shared().withLedgerTopics();
    LedgerProperties properties =
        new LedgerProperties(
            disk.resolve("ledger"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            10,
            Duration.ofMinutes(15));
    try (TopicWriter scribe = new TopicWriter(installation);
        Ledger ledger = new Ledger(properties, installation.topics(), installation.clients())) {
      ledger.start();
      scribe.ask("known");
      await().atMost(SOON).until(() -> status(ledger, scribe, "known") == Status.QUEUED);
      Path ballast = disk.resolve("ballast");
      fill(ballast);

      IntStream.range(0, CODES).forEach(i -> scribe.failed("f" + i, Instant.now(), LONG_TEXT));
      scribe.flush();
      await().atMost(SOON).until(() -> ledger.trouble().contains("can't be written"));
      assertThat(status(ledger, scribe, "known")).isEqualTo(Status.QUEUED);
      assertThat(ledger.isAlive()).isTrue();

      Files.delete(ballast);
      await().atMost(SOON).until(() -> unknown(ledger, scribe) == 0);
      assertThat(ledger.trouble()).isEmpty();
      assertThat(status(ledger, scribe, "known")).isEqualTo(Status.QUEUED);
    }
  }

  private static long unknown(Ledger ledger, TopicWriter scribe) {
    return IntStream.range(0, CODES)
        .filter(i -> i % 100 == 0)
        .filter(i -> status(ledger, scribe, "f" + i) != Status.FAILED)
        .count();
  }

  private static Status status(Ledger ledger, TopicWriter scribe, String scene) {
    return ledger.find(scribe.question(scene).id()).status();
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // It is full: that is what was wanted.
    }
  }
}
