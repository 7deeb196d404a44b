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
 * @param bodyMemory that bodies of more than 8 kB may take in all; one more is answered with 503
 * @param headTimeout how long a request's head may take to come; then the connection is closed
 * @param responseTimeout how long a client may take to read a response; then the connection is
 *     closed
 * @param maxConnectionsPerAddress connections that one address (of IPv6: one /64) may have at once;
 *     0 for any number
 */
@Validated
@ConfigurationProperties("sunpress.http")
public record HttpProperties(
    @DefaultValue("64KB") @NotNull DataSize bodyLimit,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration bodyTimeout,
    @DefaultValue("32MB") @NotNull DataSize bodyMemory,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration headTimeout,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration responseTimeout,
    @DefaultValue("2000") @Min(0) @Max(1_000_000) int maxConnectionsPerAddress) {
  public HttpProperties {
    if (bodyLimit.toBytes() < 256 || bodyLimit.toBytes() > DataSize.ofMegabytes(64).toBytes()) {
      throw new IllegalArgumentException("sunpress.http.body-limit must be 256B to 64MB");
    }
    if (bodyMemory.toMegabytes() < 1 || bodyMemory.toMegabytes() > 1024) {
      throw new IllegalArgumentException("sunpress.http.body-memory must be 1MB to 1GB");
    }
  }
}
