package io.sunpress.settings;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * A mini-program.
 *
 * @param appId its appid
 * @param secret its AppSecret; only a worker needs it, and only where WeChat gives the tokens
 * @param secretFile a file that holds the AppSecret instead, read whenever it is needed: a new one
 *     counts without a restart
 * @param tokenSource where a worker gets access tokens: from WeChat ({@code stable}), a service of
 *     one's own ({@code url}) or a file that another process refreshes ({@code file})
 * @param tokenUrl the service's http or https address; a secret, since it may hold a key
 * @param tokenBearer sent to the service as {@code Authorization: Bearer}; empty: none
 * @param tokenFile the file's path
 * @param forceRefresh whether WeChat is asked to replace a token that it refuses and hands out
 *     again: that voids the token of every other system with this appid
 * @param isDefault whether a request that names no app means this one
 * @param siteId the number by which clients of the compat door choose it
 * @param revision what a request gets that names none; a new one makes new codes
 * @param kinds allowed; {@code limited} and {@code square} use up 100,000 for ever
 * @param envs allowed versions of the mini-program
 * @param pages allowed, each with what is under it, without a leading slash; none: all
 * @param limit calls a minute to WeChat, over all workers; WeChat allows 5,000, of which a fifth is
 *     left to other systems with the same appid
 */
public record AppProperties(
    @NotNull AppId appId,
    @DefaultValue("") @NotNull Secret secret,
    @DefaultValue("") @NotNull String secretFile,
    @DefaultValue("stable") @NotNull TokenSourceSettings.Kind tokenSource,
    @DefaultValue("") @NotNull Secret tokenUrl,
    @DefaultValue("") @NotNull Secret tokenBearer,
    @DefaultValue("") @NotNull String tokenFile,
    @DefaultValue("false") boolean forceRefresh,
    @DefaultValue("false") @Name("default") boolean isDefault,
    @DefaultValue("") @NotNull String siteId,
    @DefaultValue("") @NotNull String revision,
    @DefaultValue("unlimited") @NotNull Set<CodeKind> kinds,
    @DefaultValue("release") @NotNull Set<EnvVersion> envs,
    @DefaultValue @NotNull List<String> pages,
    @DefaultValue("4000") @Min(1) @Max(1_000_000) int limit) {
  public AppProperties {
    kinds = Set.copyOf(kinds);
    envs = Set.copyOf(envs);
    pages = List.copyOf(pages);
  }

  /**
   * Where its access tokens come from.
   *
   * @throws RefusedStartException where the settings don't give it: the text names the key
   */
  public TokenSourceSettings tokens() {
    return TokenSourceSettings.of(this);
  }

  ConfiguredApp allowed() {
    return new ConfiguredApp(
        appId,
        Optional.of(siteId).filter(id -> !id.isBlank()),
        new CodeRevision(revision),
        kinds,
        envs,
        pages.stream().map(PagePath::new).toList());
  }
}
