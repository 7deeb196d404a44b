package io.sunpress.worker.source;

import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.Priority;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.topic.Topics;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topic that other systems write to.
 *
 * @param enabled whether this worker reads it
 * @param topic its name; empty: {@code inbox} under the installation's prefix
 * @param apps which mini-programs it may ask codes for; empty: all that are configured
 * @param lane how urgent its requests are
 */
@Validated
@ConfigurationProperties("sunpress.sources.inbox")
public record InboxProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") @NotNull String topic,
    @Nullable List<AppId> apps,
    @DefaultValue("bulk") @NotNull Priority lane) {
  public InboxProperties {
    apps = apps == null ? List.of() : List.copyOf(apps);
  }

  /** The topic's full name. */
  public String topicOf(Topics topics) {
    return topic.isBlank() ? topics.inbox() : topic;
  }

  /**
   * The mini-programs that it may ask for.
   *
   * @throws RefusedStartException if one of them is not configured
   */
  public ConfiguredApps allowedOf(ConfiguredApps configured) {
    for (AppId app : apps) {
      if (configured.find(app).isEmpty()) {
        throw new InvalidConfigurationException(
            "sunpress.sources.inbox.apps names " + app + ", which is not in sunpress.apps",
            "Add the app there, or take it from the inbox.");
      }
    }
    List<ConfiguredApp> allowed =
        configured.all().stream().filter(app -> apps.isEmpty() || apps.contains(app.id())).toList();
    return new ConfiguredApps(
        allowed,
        configured
            .defaultApp()
            .filter(standard -> allowed.stream().anyMatch(app -> app.id().equals(standard))));
  }
}
