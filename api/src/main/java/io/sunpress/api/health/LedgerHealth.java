package io.sunpress.api.health;

import io.sunpress.api.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once the ledger has caught up: before that, codes that are there would be asked for again.
 */
@Component("ledgerHealthIndicator")
final class LedgerHealth implements HealthIndicator {
  private final Ledger ledger;

  LedgerHealth(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Health health() {
    if (ledger.caughtUp()) {
      return Health.up().withDetail("reading", reading()).build();
    }
    return Health.down()
        .withDetail("ledger", "is catching up")
        .withDetail("reading", reading())
        .build();
  }

  private String reading() {
    String trouble = ledger.trouble();
    return trouble.isEmpty() ? "yes" : trouble;
  }
}
