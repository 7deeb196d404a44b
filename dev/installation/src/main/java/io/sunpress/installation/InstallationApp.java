package io.sunpress.installation;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.secret.Secret;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A mini-program of an installation.
 *
 * @param id the appid
 * @param secret the AppSecret
 * @param everyKind whether it may have the codes of limited kinds and of unreleased versions too
 */
public record InstallationApp(AppId id, Secret secret, boolean everyKind) {

  public static InstallationApp of(String id, String secret) {
    return new InstallationApp(new AppId(id), Secret.of(secret), false);
  }

  /** The same, with codes of every kind: nothing is used up for ever at the simulator. */
  public InstallationApp ofEveryKind() {
    return new InstallationApp(id, secret, true);
  }

  ConfiguredApp configured() {
    return everyKind
        ? new ConfiguredApp(
            id,
            Optional.empty(),
            CodeRevision.NONE,
            EnumSet.allOf(CodeKind.class),
            EnumSet.allOf(EnvVersion.class))
        : ConfiguredApp.of(id);
  }
}
