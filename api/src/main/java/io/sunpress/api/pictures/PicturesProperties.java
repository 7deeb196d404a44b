package io.sunpress.api.pictures;

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
 * Serving pictures.
 *
 * @param maxWait how long a picture that is not there yet is waited for
 * @param readerThreads pictures that are read from the bucket at once
 * @param storeTimeout how long one read may take, with its wait for a thread; then 503
 */
@Validated
@ConfigurationProperties("sunpress.pictures")
public record PicturesProperties(
    @DefaultValue("5s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 50)
        Duration maxWait,
    @DefaultValue("8") @Min(1) @Max(256) int readerThreads,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 50)
        Duration storeTimeout) {}
