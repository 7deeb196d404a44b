package io.sunpress.settings;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The mini-programs.
 *
 * @param apps at least one; a single one is the default
 */
@Validated
@ConfigurationProperties("sunpress")
public record AppsProperties(@NotEmpty List<@Valid AppProperties> apps) {
  public AppsProperties {
    apps = apps == null ? List.of() : List.copyOf(apps);
  }

  /**
   * What may be asked for them; without their secrets.
   *
   * @throws RefusedStartException if they contradict each other
   */
  ConfiguredApps allowed() {
    List<AppId> defaults =
        apps.stream().filter(AppProperties::isDefault).map(AppProperties::appId).toList();
    if (defaults.size() > 1) {
      throw new InvalidConfigurationException(
          "sunpress.apps has more than one default: " + defaults,
          "Leave default=true to one of them.");
    }
    List<ConfiguredApp> allowed = apps.stream().map(AppProperties::allowed).toList();
    try {
      return new ConfiguredApps(allowed, defaults.stream().findFirst());
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "sunpress.apps contradict each other: " + e.getMessage(),
          "Give each app once, with a site-id of its own.",
          e);
    }
  }
}
