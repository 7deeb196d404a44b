package io.sunpress.api.health;

import io.sunpress.api.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Alive as long as the ledger's thread is: without it nothing new is ever known. */
@Component("ledgerReaderHealthIndicator")
final class LedgerReaderHealth implements HealthIndicator {
  private final Ledger ledger;

  LedgerReaderHealth(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Health health() {
    return ledger.isAlive()
        ? Health.up().build()
        : Health.down().withDetail("ledger", "its thread has ended").build();
  }
}
