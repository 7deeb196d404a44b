package io.sunpress.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing and checks those that are there. One look a call: the caller
 * repeats it, since Kafka may come later than we do.
 */
public final class TopicSetup {
  private static final long TIMEOUT_SECONDS = 10;

  private final Topics topics;

  public TopicSetup(Topics topics) {
    this.topics = topics;
  }

  /**
   * Creates and checks.
   *
   * @param admin a client of ours, or of the caller's with rights to create topics
   */
  public TopicCheckResult ensure(Admin admin) throws InterruptedException {
    try {
      createMissing(admin);
      List<String> complaints = complaints(admin);
      return complaints.isEmpty()
          ? new TopicCheckResult.Ready()
          : new TopicCheckResult.Wrong(complaints);
    } catch (ExecutionException e) {
      return new TopicCheckResult.Away(cause(e.getCause()));
    } catch (TimeoutException e) {
      return new TopicCheckResult.Away("Kafka: no answer within " + TIMEOUT_SECONDS + " s");
    }
  }

  private static String cause(Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        ? "Kafka: the new topics are not known everywhere yet"
        : "Kafka: " + failure.getClass().getSimpleName();
  }

  private void createMissing(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> there = await(admin.listTopics().names());
    List<TopicSpec> missing =
        topics.all().stream().filter(spec -> !there.contains(spec.name())).toList();
    if (missing.isEmpty()) {
      return;
    }
    int brokers = await(admin.describeCluster().nodes()).size();
    List<NewTopic> wanted = missing.stream().map(spec -> newTopic(spec, brokers)).toList();
    for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
      awaitCreation(created);
    }
  }

  /** Another process of ours may be doing the same at this moment. */
  private static void awaitCreation(KafkaFuture<Void> created)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      await(created);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static NewTopic newTopic(TopicSpec spec, int brokers) {
    short replication = (short) Math.min(3, brokers);
    Map<String, String> configs = new java.util.HashMap<>(spec.configs());
    if (replication == 3) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(spec.name(), spec.partitions(), replication).configs(configs);
  }

  private List<String> complaints(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicSpec> specs = topics.all();
    List<String> names = specs.stream().map(TopicSpec::name).toList();
    Map<String, TopicDescription> shapes = await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        await(
            admin
                .describeConfigs(
                    names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .collect(Collectors.toSet()))
                .all());
    List<String> complaints = new ArrayList<>();
    for (TopicSpec spec : specs) {
      checkPartitions(spec, shapes.get(spec.name())).ifPresent(complaints::add);
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, spec.name()));
      spec.checked()
          .forEach((key, want) -> checkConfig(spec, config, key, want).ifPresent(complaints::add));
    }
    return complaints;
  }

  private static Optional<String> checkPartitions(TopicSpec spec, TopicDescription shape) {
    int actual = shape.partitions().size();
    return spec.countsPartitions() && actual != spec.partitions()
        ? Optional.of(
            "topic %s has %d partitions, needed are %d (setting sunpress.topics.partitions)"
                .formatted(spec.name(), actual, spec.partitions()))
        : Optional.empty();
  }

  private static Optional<String> checkConfig(
      TopicSpec spec, Config config, String key, String want) {
    String actual = Optional.ofNullable(config.get(key)).map(ConfigEntry::value).orElse("unset");
    return actual.equals(want)
        ? Optional.empty()
        : Optional.of("topic %s has %s=%s, needed is %s".formatted(spec.name(), key, actual, want));
  }

  private static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
