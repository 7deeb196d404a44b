package io.sunpress.api.health;

import io.sunpress.settings.DependencyMonitor;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once topics, bucket and id-key have been found. What goes away later is told, but does not
 * make the API unready: it goes on answering what it knows, and an API that nobody asks answers
 * nothing.
 */
@Component("preparedHealthIndicator")
final class PreparedHealth implements HealthIndicator {
  private final DependencyMonitor dependencyMonitor;

  PreparedHealth(DependencyMonitor dependencyMonitor) {
    this.dependencyMonitor = dependencyMonitor;
  }

  @Override
  public Health health() {
    Health.Builder health = dependencyMonitor.ready() ? Health.up() : Health.down();
    return health.withDetails(Map.copyOf(dependencyMonitor.missing())).build();
  }
}
