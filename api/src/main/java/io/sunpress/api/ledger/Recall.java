package io.sunpress.api.ledger;

import io.sunpress.code.CodeId;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads one question once more, for as long as Kafka keeps it. */
final class Recall {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.CLIENT_ID_CONFIG,
          "sunpress-ledger-recall",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          1);

  private final LedgerClients clients;
  private final Topics topics;

  Recall(LedgerClients clients, Topics topics) {
    this.clients = clients;
    this.topics = topics;
  }

  /**
   * The question; empty where it is there no more.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka is away
   */
  Optional<CodeRequestMessage> question(CodeId id, Place place) {
    TopicPartition partition = new TopicPartition(place.lane().topic(topics), place.partition());
    try (Consumer<String, byte[]> consumer = clients.consumer(SETTINGS)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.offset());
      long end = System.nanoTime() + WITHIN.toNanos();
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          return id.value().equals(record.key()) && record.offset() == place.offset()
              ? message(record.value())
              : Optional.empty();
        }
      }
      throw new org.apache.kafka.common.errors.TimeoutException("no record within " + WITHIN);
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    }
  }

  private static Optional<CodeRequestMessage> message(byte[] value) {
    return CodeRequestMessageCodec.read(value)
        .fold(
            read -> Optional.of(read.value()),
            invalid -> Optional.empty(),
            undecodable -> Optional.empty());
  }
}
