package io.sunpress.worker.source;

import io.sunpress.code.AppId;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Lane;
import io.sunpress.settings.RefusedStartException;
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
public record InboxSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") @NotNull String topic,
    @Nullable List<AppId> apps,
    @DefaultValue("bulk") @NotNull Lane lane) {
  public InboxSettings {
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
  public Apps allowedOf(Apps configured) {
    for (AppId app : apps) {
      if (configured.find(app).isEmpty()) {
        throw new RefusedStartException(
            "sunpress.sources.inbox.apps names " + app + ", which is not in sunpress.apps",
            "Add the app there, or take it from the inbox.");
      }
    }
    List<App> allowed =
        configured.all().stream().filter(app -> apps.isEmpty() || apps.contains(app.id())).toList();
    return new Apps(
        allowed,
        configured
            .defaultApp()
            .filter(standard -> allowed.stream().anyMatch(app -> app.id().equals(standard))));
  }
}
