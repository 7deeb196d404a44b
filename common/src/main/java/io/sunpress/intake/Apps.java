package io.sunpress.intake;

import io.sunpress.code.AppId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mini-programs that are configured here.
 *
 * @param all every one of them
 * @param defaultApp whose code a request gets that names no app
 */
public record Apps(List<App> all, Optional<AppId> defaultApp) {
  public Apps {
    all = List.copyOf(all);
    Set<AppId> seen = new HashSet<>();
    Set<String> sites = new HashSet<>();
    for (App app : all) {
      if (!seen.add(app.id())) {
        throw new IllegalArgumentException("app " + app.id() + " is configured twice");
      }
      if (app.siteId().isPresent() && !sites.add(app.siteId().get())) {
        throw new IllegalArgumentException("site-id " + app.siteId().get() + " has two apps");
      }
    }
    if (defaultApp.isPresent() && !seen.contains(defaultApp.get())) {
      throw new IllegalArgumentException("default app " + defaultApp.get() + " is not configured");
    }
    if (defaultApp.isEmpty() && all.size() == 1) {
      defaultApp = Optional.of(all.get(0).id());
    }
  }

  /** A single app is the default by itself. */
  public static Apps of(App... apps) {
    return new Apps(List.of(apps), Optional.empty());
  }

  /** Finds an app by its appid. */
  public Optional<App> find(AppId id) {
    // No stream: every request comes by here.
    for (App app : all) {
      if (app.id().equals(id)) {
        return Optional.of(app);
      }
    }
    return Optional.empty();
  }

  /** Finds an app by the number that compat clients know it by. */
  public Optional<App> findBySite(String siteId) {
    return all.stream().filter(app -> app.siteId().filter(siteId::equals).isPresent()).findFirst();
  }
}
