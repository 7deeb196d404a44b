package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.Scribe;
import io.sunpress.message.CodeState.Status;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerKillTest {
  private static final int CODES = 10_000;

  @Test
  void losesNothingWhenItIsKilledWhileItReads() {
    Installation installation = Installation.shared().withLedgerTopics();
    Path directory = installation.directory().resolve("ledger");
    try (Scribe scribe = new Scribe(installation)) {
      List<CompletableFuture<PublishResult>> asked =
          IntStream.range(0, CODES).mapToObj(i -> scribe.askLater("k" + i, Priority.BULK)).toList();
      asked.forEach(CompletableFuture::join);
      try (ChildJvm child =
          JavaCommand.main(LedgerMain.class)
              .jvmArgs("-Xmx256m")
              .args(
                  installation.bootstrapServers(),
                  installation.topics().prefix(),
                  directory.toString())
              .start(installation.directory().resolve("child.log"))) {
        child.awaitLine(Pattern.compile("some of it is read"), Duration.ofSeconds(60));
        child.kill();
      }
      LedgerProperties properties =
          new LedgerProperties(
              directory, Duration.ofSeconds(10), Duration.ofSeconds(1), 10, Duration.ofMinutes(15));
      try (Ledger ledger = new Ledger(properties, installation.topics(), installation.clients())) {
        long kept = known(scribe, ledger);
        System.out.println("kept over kill -9: " + kept + " of " + CODES);
        assertThat(kept).isPositive();
        ledger.start();
        await().atMost(Duration.ofSeconds(60)).until(ledger::caughtUp);
        assertThat(known(scribe, ledger)).isEqualTo(CODES);
      }
    }
  }

  private static long known(Scribe scribe, Ledger ledger) {
    return IntStream.range(0, CODES)
        .filter(i -> ledger.find(scribe.question("k" + i).id()).status() == Status.QUEUED)
        .count();
  }
}
