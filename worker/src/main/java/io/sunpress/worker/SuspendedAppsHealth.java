package io.sunpress.worker;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.Suspension;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Names the apps that WeChat draws nothing for, and why. Always up: their requests wait, and the
 * worker works for the others.
 */
final class SuspendedAppsHealth implements HealthIndicator {
  private final List<AppId> apps;
  private final CallLimiter limiter;

  SuspendedAppsHealth(List<AppId> apps, CallLimiter limiter) {
    this.apps = List.copyOf(apps);
    this.limiter = limiter;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (AppId app : apps) {
      List<String> closed = limiter.lasting(app).stream().map(SuspendedAppsHealth::told).toList();
      if (!closed.isEmpty()) {
        health.withDetail(app.value(), String.join("; ", closed));
      }
    }
    return health.build();
  }

  private static String told(Suspension suspension) {
    CodeError error = suspension.error();
    return suspension.kind().map(kind -> "only " + kind.wireName() + " ").orElse("")
        + "closed since %s, until %s at least: %s%s"
            .formatted(
                suspension.since(),
                suspension.until(),
                error.errcode().isPresent() ? error.errcode().getAsInt() + " " : "",
                error.errmsg());
  }
}
