package io.sunpress.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic must be.
 *
 * @param name with its prefix
 * @param partitions how many; another number is refused, since keys would move
 * @param configs the settings that it is created with
 * @param checked those of them that an existing topic must have; empty: it is other systems' topic
 * @param retention how long its records are to be kept; empty where they are not dropped by age
 * @param holdsRequests whether a record that is dropped from it may be a request without an answer
 */
public record TopicSpec(
    String name,
    int partitions,
    Map<String, String> configs,
    Map<String, String> checked,
    Optional<Duration> retention,
    boolean holdsRequests) {
  private static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;

  public TopicSpec {
    Objects.requireNonNull(name, "name");
    configs = Map.copyOf(configs);
    checked = Map.copyOf(checked);
    Objects.requireNonNull(retention, "retention");
  }

  /**
   * Kept for a time, stamped by the broker: a request's time is the broker's append time. Never cut
   * by size, whatever the broker's default is: that would end requests in silence.
   */
  static TopicSpec kept(String name, int partitions, Duration retention, boolean holdsRequests) {
    Map<String, String> checked =
        Map.of(
            CLEANUP,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");
    Map<String, String> configs = new HashMap<>(checked);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    return new TopicSpec(name, partitions, configs, checked, Optional.of(retention), holdsRequests);
  }

  /** The last record per key. A day's segments, so that yesterday's are compacted. */
  static TopicSpec compacted(String name, int partitions) {
    Map<String, String> checked = Map.of(CLEANUP, TopicConfig.CLEANUP_POLICY_COMPACT);
    Map<String, String> configs = new HashMap<>(checked);
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
    return new TopicSpec(name, partitions, configs, checked, Optional.empty(), false);
  }

  /** Other systems' topic: made where it is missing, never judged. */
  static TopicSpec inbox(String name, int partitions) {
    return new TopicSpec(name, partitions, Map.of(), Map.of(), Optional.empty(), false);
  }

  /** Whether an existing topic must be as this one. */
  boolean isOurs() {
    return !checked.isEmpty();
  }
}
