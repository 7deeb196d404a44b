package io.sunpress.api.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * HTTP.
 *
 * @param bodyLimit the largest request body; a larger one is answered with 413
 * @param bodyTimeout how long a body may take to come; a slower one is answered with 408
 * @param maxSlowBodies bodies that may be waited for at once, and a quarter more of those who are
 *     refused; together less than the server's threads
 */
@Validated
@ConfigurationProperties("sunpress.http")
public record HttpProperties(
    @DefaultValue("64KB") @NotNull DataSize bodyLimit,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration bodyTimeout,
    @DefaultValue("64") @Min(1) @Max(1000) int maxSlowBodies) {
  public HttpProperties {
    if (bodyLimit.toBytes() < 256 || bodyLimit.toBytes() > DataSize.ofMegabytes(64).toBytes()) {
      throw new IllegalArgumentException("sunpress.http.body-limit must be 256B to 64MB");
    }
  }
}
