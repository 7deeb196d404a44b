package io.sunpress.worker;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Closure;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Names the apps that WeChat draws nothing for, and why. Always up: their requests wait, and the
 * worker works for the others.
 */
final class AppsHealth implements HealthIndicator {
  private final List<AppId> apps;
  private final ClosedApps closed;

  AppsHealth(List<AppId> apps, ClosedApps closed) {
    this.apps = List.copyOf(apps);
    this.closed = closed;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (AppId app : apps) {
      closed.closure(app).ifPresent(closure -> health.withDetail(app.value(), told(closure)));
    }
    return health.build();
  }

  private static String told(Closure closure) {
    CodeError error = closure.error();
    return "closed since %s, until %s at least: %s%s"
        .formatted(
            closure.since(),
            closure.until(),
            error.errcode().isPresent() ? error.errcode().getAsInt() + " " : "",
            error.errmsg());
  }
}
