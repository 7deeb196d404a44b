package io.sunpress.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.testing.Installation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class LedgerHealthTest {
  @Test
  void isDownUntilTheLedgerHasReadWhatWasThereAtTheStart() {
    // Its topics are not there yet.
    Installation installation = Installation.shared();
    LedgerProperties properties =
        new LedgerProperties(
            installation.directory().resolve("ledger"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            10,
            Duration.ofMinutes(15));
    try (Ledger ledger = new Ledger(properties, installation.topics(), installation.clients())) {
      LedgerHealth health = new LedgerHealth(ledger);
      ledger.start();
      assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.health().getDetails()).containsEntry("ledger", "is catching up");
      installation.withLedgerTopics();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> health.health().getStatus().equals(Status.UP));
      assertThat(new LedgerReaderHealth(ledger).health().getStatus()).isEqualTo(Status.UP);
    }
    try (Ledger ended = new Ledger(properties, installation.topics(), installation.clients())) {
      assertThat(new LedgerReaderHealth(ended).health().getStatus()).isEqualTo(Status.DOWN);
    }
  }
}
