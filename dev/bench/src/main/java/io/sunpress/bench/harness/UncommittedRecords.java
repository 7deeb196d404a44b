package io.sunpress.bench.harness;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What is left to do in topics, whoever does it. */
final class UncommittedRecords {
  private static final long SECONDS = 10;

  private final Admin admin;
  private final Collection<String> topics;

  private UncommittedRecords(Admin admin, Collection<String> topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /** Records that no group has committed. */
  static long of(String bootstrapServers, Collection<String> topics) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return new UncommittedRecords(admin, topics).records();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for offsets", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no offsets", e);
    }
  }

  private long records() throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> committed = committed();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicDescription topic : await(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              info ->
                  latest.put(
                      new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
    }
    return await(admin.listOffsets(latest).all()).entrySet().stream()
        .mapToLong(end -> end.getValue().offset() - committed.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  private Map<TopicPartition, Long> committed()
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    List<String> groups =
        await(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
    for (String group : groups) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      offsets.entrySet().stream()
          .filter(entry -> entry.getValue() != null)
          .forEach(entry -> committed.merge(entry.getKey(), entry.getValue().offset(), Math::max));
    }
    return committed;
  }

  private static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
