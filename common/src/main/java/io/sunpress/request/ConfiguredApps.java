package io.sunpress.request;

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
public record ConfiguredApps(List<ConfiguredApp> all, Optional<AppId> defaultApp) {
  public ConfiguredApps {
    all = List.copyOf(all);
    Set<AppId> seen = new HashSet<>();
    Set<String> sites = new HashSet<>();
    for (ConfiguredApp configuredApp : all) {
      if (!seen.add(configuredApp.id())) {
        throw new IllegalArgumentException("app " + configuredApp.id() + " is configured twice");
      }
      if (configuredApp.siteId().isPresent() && !sites.add(configuredApp.siteId().get())) {
        throw new IllegalArgumentException(
            "site-id " + configuredApp.siteId().get() + " has two apps");
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
  public static ConfiguredApps of(ConfiguredApp... apps) {
    return new ConfiguredApps(List.of(apps), Optional.empty());
  }

  /** Finds an app by its appid. */
  public Optional<ConfiguredApp> find(AppId id) {
    // No stream: every request comes by here.
    for (ConfiguredApp configuredApp : all) {
      if (configuredApp.id().equals(id)) {
        return Optional.of(configuredApp);
      }
    }
    return Optional.empty();
  }

  /** Finds an app by the number that compat clients know it by. */
  public Optional<ConfiguredApp> findBySite(String siteId) {
    return all.stream()
        .filter(configuredApp -> configuredApp.siteId().filter(siteId::equals).isPresent())
        .findFirst();
  }
}
