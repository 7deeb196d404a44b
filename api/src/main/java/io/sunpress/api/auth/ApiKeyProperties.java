package io.sunpress.api.auth;

import io.sunpress.code.AppId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A key, without the key itself.
 *
 * @param id its name, which it begins with
 * @param sha256 of the whole key, in hex
 * @param apps that it may ask codes for and see jobs of
 * @param roles what it may be used for
 * @param rate requests a minute at each API process, of which a sixth may come at once; 0: no limit
 */
public record ApiKeyProperties(
    @NotNull @Pattern(regexp = ApiKeyFormat.ID) String id,
    @NotNull @Pattern(regexp = "[0-9a-fA-F]{64}") String sha256,
    @NotEmpty Set<AppId> apps,
    @DefaultValue({"submit", "read"}) @NotEmpty Set<Role> roles,
    @DefaultValue("0") @Min(0) @Max(6_000_000) int rate) {
  public ApiKeyProperties {
    apps = apps == null ? Set.of() : Set.copyOf(apps);
    roles = Set.copyOf(roles);
  }
}
