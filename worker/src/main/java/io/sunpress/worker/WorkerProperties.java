package io.sunpress.worker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much a worker takes on.
 *
 * @param inFlight how many requests wait for WeChat at most, over all topics; up to a quarter as
 *     many more are being stored and told meanwhile
 * @param window how many records of a partition may be between the first unfinished and the last
 *     taken
 * @param drainTimeout how long a stop waits for what is in hand; more than a call's timeout
 * @param throttlePause how long an app waits that has used up its minute at WeChat
 * @param addressRefusedPause how long a worker stays away whose address WeChat refuses
 */
@Validated
@ConfigurationProperties("sunpress.worker")
record WorkerProperties(
    @DefaultValue("256") @Min(1) @Max(10_000) int inFlight,
    @DefaultValue("4096") @Min(1) @Max(100_000) int window,
    @DefaultValue("25s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration drainTimeout,
    @DefaultValue("1m") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration throttlePause,
    @DefaultValue("5m") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration addressRefusedPause) {

  /** What bulk leaves free, so that a request that somebody waits for never waits for a place. */
  int reserve() {
    return inFlight / 16;
  }
}
