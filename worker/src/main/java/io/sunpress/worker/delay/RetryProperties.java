package io.sunpress.worker.delay;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is waited for what can't be done now.
 *
 * @param inMemoryWait how long a request is repeated in memory, and how long it waits there for its
 *     turn or its throttled app
 * @param retryDelays how long it waits in each of the three {@code retries} topics, in their order;
 *     all workers need the same
 * @param probeInterval how long a stopped app is left in peace before it is looked at again;
 *     doubled each time
 * @param maxProbeInterval what it is not doubled beyond
 * @param parkedRotationInterval after how long a parked request whose app is still closed makes
 *     room for those behind it
 */
@Validated
@ConfigurationProperties("sunpress.worker")
public record RetryProperties(
    @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(seconds = 30) Duration inMemoryWait,
    @DefaultValue({"1m", "10m", "1h"}) @NotNull @Size(min = 3, max = 3)
        List<@NotNull @DurationMin(millis = 10) @DurationMax(days = 1) Duration> retryDelays,
    @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration probeInterval,
    @DefaultValue("5m") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration maxProbeInterval,
    @DefaultValue("5m") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration parkedRotationInterval) {
  public RetryProperties {
    retryDelays = retryDelays == null ? List.of() : List.copyOf(retryDelays);
  }
}
