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
 * @param defaultWait how long the compat door waits for a picture where the client says nothing
 * @param maxWait the longest wait that a client may prefer
 * @param resubmitAfter how old a question must be before the same one is published again
 * @param acknowledgeTimeout how long a broker that has not acknowledged the last requests has for
 *     one more, before the client is told 503; any other has as long as the client waits
 * @param maxUnacknowledged questions that may wait for the broker at once; one more is told 503
 */
@Validated
@ConfigurationProperties("sunpress.requests")
public record RequestProperties(
    @DefaultValue("8s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 50)
        Duration defaultWait,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 50)
        Duration maxWait,
    @DefaultValue("15m") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration resubmitAfter,
    @DefaultValue("1800ms") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration acknowledgeTimeout,
    @DefaultValue("5000") @Min(1) @Max(100_000) int maxUnacknowledged) {}
