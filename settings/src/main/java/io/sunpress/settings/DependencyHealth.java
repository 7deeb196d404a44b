package io.sunpress.settings;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness names what is missing. */
final class DependencyHealth implements HealthIndicator {
  private final DependencyMonitor dependencyMonitor;

  DependencyHealth(DependencyMonitor dependencyMonitor) {
    this.dependencyMonitor = dependencyMonitor;
  }

  @Override
  public Health health() {
    Map<String, String> missing = dependencyMonitor.missing();
    return missing.isEmpty()
        ? Health.up().withDetails(Map.copyOf(dependencyMonitor.warnings())).build()
        : Health.down().withDetails(Map.copyOf(missing)).build();
  }
}
