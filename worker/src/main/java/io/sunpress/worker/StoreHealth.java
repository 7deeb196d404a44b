package io.sunpress.worker;

import io.sunpress.worker.press.StoreWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Fails while the store is away: the worker takes nothing then. */
final class StoreHealth implements HealthIndicator {
  private final StoreWatch watch;

  StoreHealth(StoreWatch watch) {
    this.watch = watch;
  }

  @Override
  public Health health() {
    return watch
        .obstacle()
        .map(cause -> Health.down().withDetail("store", cause).build())
        .orElseGet(() -> Health.up().build());
  }
}
