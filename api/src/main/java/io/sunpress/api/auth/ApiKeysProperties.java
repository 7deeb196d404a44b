package io.sunpress.api.auth;

import jakarta.validation.Valid;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys.
 *
 * @param keys {@code cli.jar new-key} makes one
 */
@Validated
@ConfigurationProperties("sunpress")
public record ApiKeysProperties(List<@Valid ApiKeyProperties> keys) {
  public ApiKeysProperties {
    keys = keys == null ? List.of() : List.copyOf(keys);
  }
}
