package io.sunpress.api.auth;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Keys as such.
 *
 * @param mode whether callers need one
 * @param maxWrongKeys how many wrong ones an address may show in a minute, before they are answered
 *     with 429
 */
@Validated
@ConfigurationProperties("sunpress.auth")
public record AuthProperties(
    @DefaultValue("required") @NotNull AuthMode mode,
    @DefaultValue("10") @Min(1) @Max(10_000) int maxWrongKeys) {}
