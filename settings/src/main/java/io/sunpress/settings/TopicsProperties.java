package io.sunpress.settings;

import io.sunpress.topic.TopicCreation;
import io.sunpress.topic.Topics;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The installation's topics.
 *
 * @param prefix before every topic's name
 * @param partitions of the topics keyed by code; not to be changed afterwards, keys would move
 * @param retention how long requests, retries and events are kept, where we make their topics
 * @param create whether missing topics are made; false where others make them
 * @param replication how many brokers keep each record; 0: the broker's default
 */
@Validated
@ConfigurationProperties("sunpress.topics")
public record TopicsProperties(
    @DefaultValue("sunpress.") @NotNull @Pattern(regexp = "[a-zA-Z0-9._-]{0,100}") String prefix,
    @DefaultValue("24") @Min(1) @Max(1000) int partitions,
    @DefaultValue("30d") @NotNull @DurationMin(hours = 1) Duration retention,
    @DefaultValue("true") boolean create,
    @DefaultValue("0") @Min(0) @Max(100) int replication) {

  Topics topics() {
    return new Topics(prefix, partitions, retention);
  }

  TopicCreation creation() {
    return new TopicCreation(create, replication);
  }
}
