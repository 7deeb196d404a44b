package io.sunpress.worker;

import io.sunpress.worker.pipeline.StoreAvailability;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Fails while the store is away: the worker takes nothing then. */
final class StoreHealth implements HealthIndicator {
  private final StoreAvailability watch;

  StoreHealth(StoreAvailability watch) {
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
