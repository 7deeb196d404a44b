package io.sunpress.api.apps;

import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of a lane no worker has finished, over all apps: what lies behind the last
 * commit of its workers. Asked of Kafka at most every two seconds, however many ask.
 */
public final class BacklogCounter {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PATIENCE_SECONDS = 3;

  private final Topics topics;
  private final Supplier<Admin> admins;
  private @Nullable CompletableFuture<Optional<Map<Priority, Long>>> last;
  private long askedAt;

  /**
   * @param admins the client for topics; may throw while Kafka's name does not resolve
   */
  public BacklogCounter(Topics topics, Supplier<Admin> admins) {
    this.topics = topics;
    this.admins = admins;
  }

  /** Counts; empty where Kafka does not say in time. Never fails. */
  synchronized CompletableFuture<Optional<Map<Priority, Long>>> count() {
    long now = System.nanoTime();
    CompletableFuture<Optional<Map<Priority, Long>>> known = last;
    if (known != null && now - askedAt < KEPT_NANOS) {
      return known;
    }
    askedAt = now;
    CompletableFuture<Optional<Map<Priority, Long>>> asked = ask();
    last = asked;
    return asked;
  }

  private CompletableFuture<Optional<Map<Priority, Long>>> ask() {
    try {
      CompletableFuture<Long> interactive = count(Priority.INTERACTIVE);
      return interactive
          .thenCombine(
              count(Priority.BULK),
              (one, other) -> Optional.of(Map.of(Priority.INTERACTIVE, one, Priority.BULK, other)))
          .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
          .exceptionally(failure -> Optional.empty());
    } catch (KafkaException e) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  private CompletableFuture<Long> count(Priority priority) {
    String group = topics.group(priority.group());
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> done =
        future(admins.get().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
            .exceptionally(BacklogCounter::nobodyYet);
    CompletableFuture<Map<TopicPartition, Long>> begins = offsets(priority, OffsetSpec.earliest());
    CompletableFuture<Map<TopicPartition, Long>> ends = offsets(priority, OffsetSpec.latest());
    return done.thenCombine(begins, BacklogCounter::from)
        .thenCombine(ends, (from, to) -> sum(to) - sum(from));
  }

  /** A group that no worker has joined yet has finished nothing. */
  private static Map<TopicPartition, OffsetAndMetadata> nobodyYet(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof GroupIdNotFoundException) {
      return Map.of();
    }
    throw new CompletionException(cause);
  }

  /** Where a worker begins: at its last commit, or at the beginning where there is none. */
  private static Map<TopicPartition, Long> from(
      Map<TopicPartition, OffsetAndMetadata> done, Map<TopicPartition, Long> begins) {
    Map<TopicPartition, Long> from = new HashMap<>(begins);
    done.forEach(
        (partition, commit) -> {
          if (commit != null) {
            from.computeIfPresent(partition, (same, begin) -> Math.max(begin, commit.offset()));
          }
        });
    return from;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private CompletableFuture<Map<TopicPartition, Long>> offsets(
      Priority priority, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    IntStream.range(0, topics.partitions())
        .forEach(number -> wanted.put(new TopicPartition(priority.topic(topics), number), which));
    return future(admins.get().listOffsets(wanted).all())
        .thenApply(
            found -> {
              Map<TopicPartition, Long> offsets = new HashMap<>();
              found.forEach((partition, info) -> offsets.put(partition, info.offset()));
              return offsets;
            });
  }

  /** Kafka's own futures, and all that come of them, can't be given up after a time. */
  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    CompletableFuture<T> ours = new CompletableFuture<>();
    future.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            ours.complete(value);
          } else {
            ours.completeExceptionally(failure);
          }
        });
    return ours;
  }
}
