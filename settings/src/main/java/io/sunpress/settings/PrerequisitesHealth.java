package io.sunpress.settings;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness names what is missing. */
final class PrerequisitesHealth implements HealthIndicator {
  private final Prerequisites prerequisites;

  PrerequisitesHealth(Prerequisites prerequisites) {
    this.prerequisites = prerequisites;
  }

  @Override
  public Health health() {
    Map<String, String> missing = prerequisites.missing();
    return missing.isEmpty()
        ? Health.up().build()
        : Health.down().withDetails(Map.copyOf(missing)).build();
  }
}
