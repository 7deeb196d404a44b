package io.sunpress.worker.source;

import io.sunpress.engine.MembershipGate;
import io.sunpress.kafka.KafkaErrorText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** A source takes part when the worker does and its topics were found on its cluster. */
final class SourceGate implements MembershipGate {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final MembershipGate worker;
  private final SourceTopics topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LongSupplier nanoTime;
  private final SourceStatus status;
  private boolean isFound;
  private long lookedAt;
  private Optional<String> missing = Optional.of("not looked for yet");

  SourceGate(
      MembershipGate worker,
      SourceTopics topics,
      Supplier<Consumer<byte[], byte[]>> consumers,
      LongSupplier nanoTime,
      SourceStatus status) {
    this.worker = worker;
    this.topics = topics;
    this.consumers = consumers;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - LOOK_EVERY_NANOS;
    this.status = status;
  }

  @Override
  public Optional<String> obstacle() {
    Optional<String> obstacle = worker.obstacle();
    if (obstacle.isPresent() || isFound) {
      return obstacle;
    }
    if (nanoTime.getAsLong() - lookedAt >= LOOK_EVERY_NANOS) {
      missing = look();
      lookedAt = nanoTime.getAsLong();
      isFound = missing.isEmpty();
      missing.ifPresentOrElse(status::waits, status::works);
    }
    return missing;
  }

  private Optional<String> look() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      return topics.missing(consumer.listTopics(TIMEOUT).keySet());
    } catch (KafkaException e) {
      return Optional.of(KafkaErrorText.of(e));
    }
  }
}
