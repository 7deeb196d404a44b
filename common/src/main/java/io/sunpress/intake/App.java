package io.sunpress.intake;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.Revision;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What may be asked for a mini-program. Holds no secret: the API knows apps, not their credentials.
 *
 * @param id the appid
 * @param siteId the number by which clients of the compat door choose it
 * @param revision what a request gets that names none
 * @param kinds allowed; {@code limited} and {@code square} use up 100,000 for ever, so not by
 *     default
 * @param envs allowed
 */
public record App(
    AppId id,
    Optional<String> siteId,
    Revision revision,
    Set<CodeKind> kinds,
    Set<EnvVersion> envs) {
  public App {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(siteId, "siteId");
    Objects.requireNonNull(revision, "revision");
    kinds = Set.copyOf(kinds);
    envs = Set.copyOf(envs);
  }

  /** An app with nothing but the defaults: unlimited codes of the released version. */
  public static App of(AppId id) {
    return new App(
        id,
        Optional.empty(),
        Revision.NONE,
        Set.of(CodeKind.UNLIMITED),
        Set.of(EnvVersion.RELEASE));
  }
}
