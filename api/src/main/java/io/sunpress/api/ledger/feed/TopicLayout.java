package io.sunpress.api.ledger.feed;

import io.sunpress.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics as they are: offsets mean something only for these.
 *
 * @param identity cluster and topics, by their own ids: a topic that was made anew is another one
 * @param partitions all of them
 */
record TopicLayout(String identity, List<TopicPartition> partitions) {
  private static final int TIMEOUT_MS = 1_000;

  TopicLayout {
    partitions = List.copyOf(partitions);
  }

  /** The topics that a ledger reads: asked, put aside, answered. */
  static List<String> topics(Topics topics) {
    return Stream.concat(
            Stream.of(topics.answers(), topics.requests(), topics.bulkRequests()),
            shelves(topics).stream())
        .toList();
  }

  /** Where workers put questions aside. */
  static List<String> shelves(Topics topics) {
    return Stream.concat(topics.retries().stream(), Stream.of(topics.parked())).toList();
  }

  /** Looks; fails when Kafka does not answer or a topic is not there yet. */
  static CompletableFuture<TopicLayout> look(Admin admin, Topics topics) {
    CompletableFuture<String> cluster =
        admin.describeCluster().clusterId().toCompletionStage().toCompletableFuture();
    return admin
        .describeTopics(topics(topics))
        .allTopicNames()
        .toCompletionStage()
        .toCompletableFuture()
        .thenCombine(cluster, TopicLayout::of);
  }

  private static TopicLayout of(Map<String, TopicDescription> topics, String cluster) {
    List<TopicPartition> partitions = new ArrayList<>();
    new TreeMap<>(topics)
        .forEach(
            (name, topic) ->
                IntStream.range(0, topic.partitions().size())
                    .mapToObj(number -> new TopicPartition(name, number))
                    .forEach(partitions::add));
    String ids =
        new TreeMap<>(topics)
            .values().stream()
                .map(topic -> topic.name() + "=" + topic.topicId())
                .collect(Collectors.joining(" "));
    return new TopicLayout("cluster=" + cluster + " " + ids, partitions);
  }

  /** Asks for the offsets of some partitions. */
  static CompletableFuture<Map<TopicPartition, Long>> offsets(
      Admin admin, Iterable<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new java.util.HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    return admin
        .listOffsets(wanted, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS))
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(
            found ->
                found.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset())));
  }
}
