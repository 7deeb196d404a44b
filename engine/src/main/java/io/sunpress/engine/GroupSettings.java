package io.sunpress.engine;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** What the loop's consumers need of Kafka's group protocol. */
public final class GroupSettings {
  /** How long the coordinator waits for a silent member. */
  public static final int SESSION_MILLIS = 10_000;

  /**
   * How often a member speaks, which is also how late it hears of a rebalance: partitions that move
   * are nobody's until then.
   */
  private static final int HEARTBEAT_MILLIS = 500;

  /** How old the count of partitions may be. */
  private static final int METADATA_MILLIS = 10_000;

  private static final int RECORDS = 500;
  private static final int FETCH_BYTES = 8 << 20;

  private GroupSettings() {}

  /**
   * The settings, over all others. The classic protocol, since a client can't lower the session of
   * the new one below 45 s.
   */
  public static Map<String, Object> of(String group) {
    return Map.ofEntries(
        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
        Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"),
        Map.entry(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            List.of(CooperativeStickyAssignor.class.getName())),
        Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS),
        Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS),
        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
        Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS),
        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS),
        Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES));
  }
}
