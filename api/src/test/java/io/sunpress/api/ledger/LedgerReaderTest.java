package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.Scribe;
import io.sunpress.message.CodeState.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker, with a sink that fails. */
class LedgerReaderTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger writes = new AtomicInteger();
  private Installation installation;
  private Scribe scribe;
  private LedgerStore store;

  @BeforeEach
  void install() throws Exception {
    installation = Installation.shared().withLedgerTopics();
    scribe = new Scribe(installation);
    store = LedgerStore.open(installation.directory().resolve("ledger"));
  }

  @AfterEach
  void close() {
    scribe.close();
    store.close();
  }

  @Test
  void readsAgainWhatCouldNotBeWrittenThoughNothingMoreComes() {
    scribe.ask("a");
    try (LedgerReader reader = reader()) {
      reader.start();
      await().atMost(SOON).until(() -> isQueued("a"));
      assertThat(writes).hasValue(2);
      await().atMost(SOON).until(() -> reader.trouble().isEmpty());
    }
  }

  private void failOnce() {
    if (writes.incrementAndGet() == 1) {
      throw new LedgerBrokenException("the disk is full", null);
    }
  }

  private boolean isQueued(String scene) {
    return store.find(scribe.question(scene).id()).status() == Status.QUEUED;
  }

  private LedgerReader reader() {
    LedgerReader.Sink sink =
        new LedgerReader.Sink() {
          @Override
          public Page decode(ConsumerRecords<String, byte[]> records) {
            Page page = new Page(installation.topics());
            for (ConsumerRecord<String, byte[]> record : records) {
              page.add(record);
            }
            return page;
          }

          @Override
          public void write(Page page, Map<TopicPartition, Long> offsets) {
            failOnce();
            store.write(page.entries(store::findAll), offsets);
          }
        };
    return new LedgerReader(
        installation.clients(),
        installation.topics(),
        store,
        new Barrier(),
        sink,
        Duration.ofMillis(100));
  }
}
