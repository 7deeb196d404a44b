package io.sunpress.api.auth;

import io.sunpress.code.AppId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    String id,
    String sha256,
    @NotEmpty Set<AppId> apps,
    @DefaultValue({"submit", "read"}) @NotEmpty Set<Role> roles,
    @DefaultValue("0") @Min(0) @Max(6_000_000) int rate) {
  public ApiKeyProperties {
    // By hand: a validator prints what it refuses, and who is in doubt pastes the key itself.
    check(id, ApiKeyFormat.ID, "id", "1 to 32 of a-z 0-9 -: what is before the key's dot");
    check(sha256, "[0-9a-fA-F]{64}", "sha256", "64 hex digits: the key's hash, never the key");
    apps = apps == null ? Set.of() : Set.copyOf(apps);
    roles = Set.copyOf(roles);
  }

  private static void check(@Nullable String value, String form, String name, String what) {
    if (value == null || !value.matches(form)) {
      throw new IllegalArgumentException("sunpress.keys[]." + name + " must be " + what);
    }
  }
}
