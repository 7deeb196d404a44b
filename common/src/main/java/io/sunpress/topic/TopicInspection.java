package io.sunpress.topic;

import io.sunpress.kafka.KafkaErrorText;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics as Kafka shows them to us; asks for these by name, and for no others. */
final class TopicInspection {
  private static final long TIMEOUT_SECONDS = 10;

  /** Those that are there. */
  final Map<String, TopicDescription> topics = new HashMap<>();

  /** Those of them whose settings we may read. */
  final Map<String, Config> configs = new HashMap<>();

  /** Those that are not there. */
  final Set<String> missing = new LinkedHashSet<>();

  /** What we may not look at, with the right that it takes. */
  final Map<String, String> refused = new TreeMap<>();

  /** Why settings can't be read. */
  final Map<String, String> closed = new TreeMap<>();

  private TopicInspection() {}

  static TopicInspection of(Admin admin, Set<String> names)
      throws InterruptedException, ExecutionException, TimeoutException {
    TopicInspection found = new TopicInspection();
    found.describe(admin, names);
    found.describeConfigs(admin);
    return found;
  }

  private void describe(Admin admin, Set<String> names)
      throws InterruptedException, ExecutionException, TimeoutException {
    DescribeTopicsOptions withRights =
        new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(names, withRights).topicNameValues();
    for (String name : names) {
      try {
        topics.put(name, await(asked.get(name)));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(name);
        } else if (e.getCause() instanceof AuthorizationException) {
          refused.put(name, "can't be seen without the right Describe: " + KafkaErrorText.of(e));
        } else {
          throw e;
        }
      }
    }
  }

  private void describeConfigs(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<ConfigResource, KafkaFuture<Config>> asked =
        admin
            .describeConfigs(topics.keySet().stream().map(TopicInspection::resource).toList())
            .values();
    for (String name : topics.keySet().stream().sorted().toList()) {
      try {
        configs.put(name, await(asked.get(resource(name))));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(name);
        } else if (e.getCause() instanceof AuthorizationException) {
          closed.put(
              name,
              "can't be checked without the right DescribeConfigs, its retention and policy are"
                  + " unknown: "
                  + KafkaErrorText.of(e));
        } else {
          throw e;
        }
      }
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
