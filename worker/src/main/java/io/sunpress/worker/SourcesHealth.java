package io.sunpress.worker;

import io.sunpress.worker.source.SourceLoops;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How each source fares. Always up: a source that waits must not take the worker out of service.
 */
final class SourcesHealth implements HealthIndicator {
  private final SourceLoops sources;

  SourcesHealth(SourceLoops sources) {
    this.sources = sources;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    sources.states().forEach(health::withDetail);
    return health.build();
  }
}
