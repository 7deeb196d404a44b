package io.sunpress.topic;

import io.sunpress.kafka.KafkaErrorText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics with as many replicas as the setting or the broker's default wants, however many
 * brokers are up: where those are too few, the topic is not made.
 */
final class TopicCreator {
  private static final int ENOUGH_FOR_TWO = 3;

  private final Admin admin;
  private final TopicCreation creation;

  TopicCreator(Admin admin, TopicCreation creation) {
    this.admin = admin;
    this.creation = creation;
  }

  /** Makes them; returns why some of them were not made. */
  TopicSentences create(Collection<TopicSpec> missing)
      throws InterruptedException, ExecutionException, TimeoutException {
    OptionalInt replication = replication(missing.iterator().next());
    List<NewTopic> wanted = missing.stream().map(spec -> newTopic(spec, replication)).toList();
    CreateTopicsResult made = admin.createTopics(wanted);
    TopicSentences failures = new TopicSentences();
    for (NewTopic topic : wanted) {
      try {
        TopicInspection.await(made.values().get(topic.name()));
      } catch (ExecutionException e) {
        // Another process of ours may be doing the same at this moment.
        if (!(e.getCause() instanceof TopicExistsException)) {
          failures.add(topic.name(), "can't be created" + why(e.getCause()));
        }
      }
    }
    return failures;
  }

  private String why(Throwable cause) {
    String text = ": " + KafkaErrorText.of(cause);
    if (cause instanceof AuthorizationException) {
      return " without the right Create on it or on the cluster (or make it yourself, with"
          + " sunpress.topics.create=false)"
          + text;
    }
    return cause instanceof InvalidReplicationFactorException
        ? text
            + (creation.replication() > 0
                ? " (sunpress.topics.replication=" + creation.replication() + ")"
                : " (the broker's default.replication.factor; sunpress.topics.replication sets another)")
        : text;
  }

  private NewTopic newTopic(TopicSpec spec, OptionalInt replication) {
    Map<String, String> configs = new HashMap<>(spec.configs());
    if (replication.isPresent() && replication.getAsInt() >= ENOUGH_FOR_TWO) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(spec.name(), Optional.of(spec.partitions()), wanted()).configs(configs);
  }

  private Optional<Short> wanted() {
    return creation.replication() == 0
        ? Optional.empty()
        : Optional.of((short) creation.replication());
  }

  /** How many replicas a topic will have; a broker that does not tell knows best what they need. */
  private OptionalInt replication(TopicSpec example) throws InterruptedException, TimeoutException {
    if (creation.replication() > 0) {
      return OptionalInt.of(creation.replication());
    }
    NewTopic topic =
        new NewTopic(example.name(), Optional.of(example.partitions()), Optional.empty());
    try {
      return OptionalInt.of(
          TopicInspection.await(
              admin
                  .createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                  .replicationFactor(example.name())));
    } catch (ExecutionException e) {
      return OptionalInt.empty();
    }
  }
}
