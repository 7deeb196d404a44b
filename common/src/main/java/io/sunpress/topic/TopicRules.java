package io.sunpress.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Compares topics that are there with what they must be. */
final class TopicRules {
  private static final String UNLIMITED = "-1";

  private final TopicCreation creation;
  private final List<String> complaints = new ArrayList<>();
  private final TopicSentences warnings = new TopicSentences();
  private Optional<Duration> retention = Optional.empty();

  TopicRules(TopicCreation creation) {
    this.creation = creation;
  }

  /** Compares one. */
  void check(TopicSpec spec, TopicDescription shape, Optional<Config> config) {
    checkPartitions(spec, shape);
    int replicas =
        shape.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    checkReplicas(spec, replicas);
    config.ifPresent(
        settings -> {
          spec.checked().forEach((key, want) -> checkConfig(spec, settings, key, want));
          checkInSync(spec, settings, replicas);
          checkRetention(spec, settings);
        });
  }

  /** What is not as it must be. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What is less safe than it could be. */
  TopicSentences warnings() {
    return warnings;
  }

  /** The shortest for which a request's record is kept. */
  Optional<Duration> retention() {
    return retention;
  }

  private void checkPartitions(TopicSpec spec, TopicDescription shape) {
    int actual = shape.partitions().size();
    if (actual != spec.partitions()) {
      complaints.add(
          "topic %s has %d partitions, needed are %d (setting sunpress.topics.partitions)"
              .formatted(spec.name(), actual, spec.partitions()));
    }
  }

  /** Whoever sets a number relies on it; what the broker chose by itself is pointed out. */
  private void checkReplicas(TopicSpec spec, int replicas) {
    if (replicas < creation.replication()) {
      complaints.add(
          "topic %s has replication factor %d, needed is %d (setting sunpress.topics.replication)"
              .formatted(spec.name(), replicas, creation.replication()));
    } else if (replicas == 1) {
      warnings.add(spec.name(), "has replication factor 1: what its only broker loses is lost");
    }
  }

  private void checkConfig(TopicSpec spec, Config config, String key, String want) {
    String actual = value(config, key).orElse("unset");
    if (!actual.equals(want)) {
      complaints.add("topic %s has %s=%s, needed is %s".formatted(spec.name(), key, actual, want));
    }
  }

  private void checkInSync(TopicSpec spec, Config config, int replicas) {
    int inSync =
        value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).map(Integer::parseInt).orElse(1);
    if (inSync > replicas) {
      complaints.add(
          "topic %s has min.insync.replicas=%d and replication factor %d: nothing can be written"
              .formatted(spec.name(), inSync, replicas));
    } else if (replicas > 1 && inSync == 1) {
      warnings.add(
          spec.name(),
          "has min.insync.replicas=1: an acknowledged record may be on one broker only; 2 is right"
              + " for 3 replicas");
    } else if (replicas > 1 && inSync == replicas) {
      warnings.add(
          spec.name(),
          "has min.insync.replicas=%d for %d replicas: nothing can be written while one broker is down"
              .formatted(inSync, replicas));
    }
  }

  private void checkRetention(TopicSpec spec, Config config) {
    if (spec.retention().isEmpty()) {
      return;
    }
    value(config, TopicConfig.RETENTION_BYTES_CONFIG)
        .filter(bytes -> !bytes.equals(UNLIMITED))
        .ifPresent(bytes -> isCutBySize(spec, bytes));
    String wanted = Long.toString(spec.retention().get().toMillis());
    String actual = value(config, TopicConfig.RETENTION_MS_CONFIG).orElse(wanted);
    if (!actual.equals(wanted)) {
      warnings.add(
          spec.name(),
          "has retention.ms=%s, sunpress.topics.retention is %s: the topic's counts%s"
              .formatted(
                  actual, wanted, spec.holdsRequests() ? ", and requests expire by it" : ""));
    }
    if (spec.holdsRequests() && !actual.equals(UNLIMITED)) {
      Duration kept = Duration.ofMillis(Long.parseLong(actual));
      retention = retention.filter(other -> other.compareTo(kept) < 0).or(() -> Optional.of(kept));
    }
  }

  private void isCutBySize(TopicSpec spec, String bytes) {
    if (spec.holdsRequests()) {
      complaints.add(
          "topic %s has retention.bytes=%s, needed is -1: requests would be deleted unanswered"
              .formatted(spec.name(), bytes));
    } else {
      warnings.add(
          spec.name(), "has retention.bytes=%s: its oldest records go early".formatted(bytes));
    }
  }

  private static Optional<String> value(Config config, String key) {
    return Optional.ofNullable(config.get(key)).map(ConfigEntry::value);
  }
}
