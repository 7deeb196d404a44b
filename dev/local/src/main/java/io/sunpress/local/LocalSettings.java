package io.sunpress.local;

import io.sunpress.installation.InstallationSettings;
import io.sunpress.installation.LocalInstallation;
import java.nio.file.Path;

/**
 * The settings of local mode's API and worker.
 *
 * @param options what the user passed on goes over everything
 * @param installation that both belong to
 * @param wechat who draws
 */
record LocalSettings(LocalOptions options, LocalInstallation installation, LocalWeChat wechat) {

  String[] api(int port, Path ledger) {
    return arguments(
        installation
            .settings()
            .with("server.port", port)
            .with("sunpress.ledger.directory", ledger));
  }

  /** The worker's own port is for health and metrics only: any free one. */
  String[] worker() {
    InstallationSettings settings = installation.settings().withAppSecrets(installation.apps());
    wechat.url().ifPresent(url -> settings.with("sunpress.wechat.url", url));
    return arguments(settings);
  }

  private String[] arguments(InstallationSettings settings) {
    return settings.withAll(options.passedOn()).asArguments();
  }
}
