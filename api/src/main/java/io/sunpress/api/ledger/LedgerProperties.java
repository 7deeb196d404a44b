package io.sunpress.api.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The ledger.
 *
 * @param directory its own directory, of this process alone; may be lost, it is read again
 * @param partitionCheckInterval how often it looks for added partitions
 * @param lookupTimeout how long it may take to say that a code is unknown
 * @param maxWaiting clients that may wait for answers at once; one more is told what is known now
 * @param redrawInterval how long a picture that is gone from the bucket is not asked for again
 */
@Validated
@ConfigurationProperties("sunpress.ledger")
public record LedgerProperties(
    @DefaultValue("data/ledger") @NotNull Path directory,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration partitionCheckInterval,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration lookupTimeout,
    @DefaultValue("5000") @Min(1) @Max(100_000) int maxWaiting,
    @DefaultValue("15m") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration redrawInterval) {}
