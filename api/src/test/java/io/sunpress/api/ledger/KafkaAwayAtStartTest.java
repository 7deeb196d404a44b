package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.api.ledger.feed.LedgerFeed;
import io.sunpress.api.testing.CapturedLog;
import io.sunpress.api.testing.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger says where Kafka does not answer at first, as with topics just made. */
class KafkaAwayAtStartTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WARNING = "The ledger does not read on: Kafka: as told";

  private final Installation installation = Installation.shared().withLedgerTopics();

  @TempDir Path directory;

  @Test
  void warnsOfNothingWhereTheSecondTryDoesIt() {
    assertThat(saidUntilCaughtUp(1))
        .noneMatch(line -> line.startsWith(WARNING))
        .contains("The ledger has caught up");
  }

  @Test
  void warnsOnceWhereThatGoesOn() {
    assertThat(saidUntilCaughtUp(3)).filteredOn(line -> line.startsWith(WARNING)).hasSize(1);
  }

  private List<String> saidUntilCaughtUp(int failures) {
    AtomicInteger tries = new AtomicInteger();
    LedgerClients kafka = installation.clients();
    LedgerClients hesitant =
        new LedgerClients() {
          @Override
          public Consumer<String, byte[]> consumer(Map<String, Object> own) {
            return kafka.consumer(own);
          }

          @Override
          public Admin admin() {
            if (tries.getAndIncrement() < failures) {
              throw new TimeoutException("as told");
            }
            return kafka.admin();
          }
        };
    LedgerProperties properties =
        new LedgerProperties(
            directory, Duration.ofSeconds(1), Duration.ofSeconds(1), 10, Duration.ofMinutes(15));
    try (CapturedLog heard = CapturedLog.everythingOf(List.of(LedgerFeed.class.getName()));
        Ledger ledger = new Ledger(properties, installation.topics(), hesitant)) {
      ledger.start();
      await().atMost(SOON).until(ledger::caughtUp);
      return heard.lines();
    }
  }
}
