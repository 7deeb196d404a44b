package io.sunpress.settings;

import io.sunpress.code.IdKey;
import io.sunpress.secret.Secret;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is the same in every process of an installation.
 *
 * @param idKey names all codes; at least 32 characters, never to be changed
 * @param publicBaseUrl where pictures are fetched: the API's public address, a bucket's or a CDN's
 */
@Validated
@ConfigurationProperties("sunpress")
public record InstallationProperties(
    @NotNull Secret idKey, @DefaultValue("http://localhost:8080") @NotNull URI publicBaseUrl) {

  /** The key itself; a missing or short one is reported by the name of its setting. */
  IdKey key() {
    try {
      return IdKey.of(idKey);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "sunpress.id-key needs at least " + IdKey.MIN_LENGTH + " characters",
          "Set it to the installation's own: the same in every process, and never another.",
          e);
    }
  }
}
