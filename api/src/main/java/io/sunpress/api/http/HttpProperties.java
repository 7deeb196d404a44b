package io.sunpress.api.http;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * HTTP.
 *
 * @param bodyLimit the largest request body; a larger one is answered with 413
 */
@Validated
@ConfigurationProperties("sunpress.http")
public record HttpProperties(@DefaultValue("64KB") @NotNull DataSize bodyLimit) {
  public HttpProperties {
    if (bodyLimit.toBytes() < 256 || bodyLimit.toBytes() > DataSize.ofMegabytes(64).toBytes()) {
      throw new IllegalArgumentException("sunpress.http.body-limit must be 256B to 64MB");
    }
  }
}
