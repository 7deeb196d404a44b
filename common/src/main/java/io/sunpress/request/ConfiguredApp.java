package io.sunpress.request;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import java.util.List;
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
 * @param pages allowed, each with what is under it; empty: all
 */
public record ConfiguredApp(
    AppId id,
    Optional<String> siteId,
    CodeRevision revision,
    Set<CodeKind> kinds,
    Set<EnvVersion> envs,
    List<PagePath> pages) {
  public ConfiguredApp {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(siteId, "siteId");
    Objects.requireNonNull(revision, "revision");
    kinds = Set.copyOf(kinds);
    envs = Set.copyOf(envs);
    pages = List.copyOf(pages);
  }

  /** One whose pages are all allowed. */
  public ConfiguredApp(
      AppId id,
      Optional<String> siteId,
      CodeRevision revision,
      Set<CodeKind> kinds,
      Set<EnvVersion> envs) {
    this(id, siteId, revision, kinds, envs, List.of());
  }

  /** Whether codes may lead to a page. */
  public boolean allows(PagePath page) {
    return pages.isEmpty() || pages.stream().anyMatch(allowed -> isUnder(allowed, page));
  }

  private static boolean isUnder(PagePath allowed, PagePath page) {
    return page.equals(allowed) || page.value().startsWith(allowed.value() + "/");
  }

  /** An app with nothing but the defaults: unlimited codes of the released version. */
  public static ConfiguredApp of(AppId id) {
    return new ConfiguredApp(
        id,
        Optional.empty(),
        CodeRevision.NONE,
        Set.of(CodeKind.UNLIMITED),
        Set.of(EnvVersion.RELEASE));
  }
}
