package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system that writes to the inbox in transactions, and takes one back. */
class InboxTransactionsTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  @Test
  void drawsWhatWasCommittedAndNothingElse() {
    workerEnvironment.setUpTopics();
    workerEnvironment.worker();
    try (KafkaProducer<byte[], byte[]> shop = transactional()) {
      shop.initTransactions();
      shop.beginTransaction();
      shop.send(record("taken-back"));
      shop.flush();
      shop.abortTransaction();
      shop.beginTransaction();
      shop.send(record("meant"));
      shop.commitTransaction();
    }
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> workerEnvironment.codeCalls().size() == 1);
    assertThat(workerEnvironment.codeCalls().get(0).facts().scene()).isEqualTo("meant");
    assertThat(workerEnvironment.records(workerEnvironment.topics.bulkRequests())).hasSize(1);
  }

  private ProducerRecord<byte[], byte[]> record(String scene) {
    String json = "{\"page\":\"pages/shop\",\"scene\":\"" + scene + "\"}";
    return new ProducerRecord<>(workerEnvironment.topics.inbox(), 0, null, json.getBytes(UTF_8));
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            LocalServers.shared().broker().bootstrapServers(),
            "transactional.id",
            "shop-" + workerEnvironment.topics.prefix()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
