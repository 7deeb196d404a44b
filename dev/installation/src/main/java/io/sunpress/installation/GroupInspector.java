package io.sunpress.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What the broker knows of consumer groups.
 *
 * @param bootstrapServers of the broker
 */
public record GroupInspector(String bootstrapServers) {
  private static final long SECONDS = 10;

  /** How many members of a group have partitions; none where there is no such group. */
  public long membersWithPartitions(String group) {
    try (Admin admin = admin()) {
      return await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
          .flatMap(described -> described.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("no members", e);
    }
  }

  /** Tells the broker that all members are gone, as it finds out after their session. */
  public void evict(String group) {
    try (Admin admin = admin()) {
      await(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("not removed", e);
    }
  }

  /** The sum of a group's offsets in a topic. */
  public long committed(String group, String topic) {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      return offsets.entrySet().stream()
          .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("no offsets", e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }
}
