package io.sunpress.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic must be.
 *
 * @param name with its prefix
 * @param partitions how many; another number is refused, since keys would move
 * @param configs the settings that it is created with
 * @param checked those of them that an existing topic must have
 */
public record TopicSpec(
    String name, int partitions, Map<String, String> configs, Map<String, String> checked) {
  private static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;

  public TopicSpec {
    Objects.requireNonNull(name, "name");
    configs = Map.copyOf(configs);
    checked = Map.copyOf(checked);
  }

  /** Kept for a time, stamped by the broker: a request's time is the broker's append time. */
  static TopicSpec kept(String name, int partitions, Duration retention) {
    Map<String, String> checked =
        Map.of(
            CLEANUP,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            CLEANUP,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(retention.toMillis())),
        checked);
  }

  /** The last record per key. A day's segments, so that yesterday's are compacted. */
  static TopicSpec compacted(String name, int partitions) {
    Map<String, String> checked = Map.of(CLEANUP, TopicConfig.CLEANUP_POLICY_COMPACT);
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            CLEANUP,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofDays(1).toMillis())),
        checked);
  }

  /** Other systems' topic: made where it is missing, never judged. */
  static TopicSpec inbox(String name, int partitions) {
    return new TopicSpec(name, partitions, Map.of(), Map.of());
  }

  /** Whether an existing topic's partitions must be as many. */
  boolean countsPartitions() {
    return !checked.isEmpty();
  }
}
