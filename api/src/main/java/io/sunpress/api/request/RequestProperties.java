package io.sunpress.api.request;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Asking over HTTP.
 *
 * @param patience how long the compat door waits for a picture where the client says nothing
 * @param maxWait the longest wait that a client may prefer
 * @param askAgainAfter how old a question must be before the same one is published again
 * @param acknowledgeWithin how long the broker has to say yes before the client is told 503
 * @param maxUnacknowledged questions that may wait for the broker at once; one more is told 503
 */
@Validated
@ConfigurationProperties("sunpress.asking")
public record RequestProperties(
    @DefaultValue("8s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 50)
        Duration patience,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 50)
        Duration maxWait,
    @DefaultValue("15m") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration askAgainAfter,
    @DefaultValue("1800ms") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration acknowledgeWithin,
    @DefaultValue("5000") @Min(1) @Max(100_000) int maxUnacknowledged) {}
