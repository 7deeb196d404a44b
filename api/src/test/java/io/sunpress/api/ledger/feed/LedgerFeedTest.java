package io.sunpress.api.ledger.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.store.LedgerStore;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.message.CodeState.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker, with sinks and writers that give trouble. */
class LedgerFeedTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private Installation installation;
  private TopicWriter scribe;
  private LedgerStore store;

  @BeforeEach
  void install() throws Exception {
    installation = Installation.shared().withLedgerTopics();
    scribe = new TopicWriter(installation);
    store = LedgerStore.open(installation.directory().resolve("ledger"));
  }

  @AfterEach
  void close() {
    scribe.close();
    store.close();
  }

  @Test
  void readsAgainWhatCouldNotBeWrittenThoughNothingMoreComes() {
    AtomicInteger writes = new AtomicInteger();
    Pages failingOnce =
        new Pages() {
          @Override
          public void write(RecordBatch page, Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (writes.incrementAndGet() == 1) {
              throw new LedgerBrokenException("the disk is full", null);
            }
            super.write(page, offsets);
          }
        };
    scribe.ask("a");
    try (LedgerFeed reader = reader(failingOnce, new BatchWriter())) {
      reader.start();
      await().atMost(SOON).until(() -> find("a").status() == Status.QUEUED);
      assertThat(writes).hasValue(2);
      await().atMost(SOON).until(() -> reader.trouble().isEmpty());
    }
  }

  @Test
  void hasWrittenWhatItReadBeforeItForgetsWhatTopicsSaidThatWereMadeAnew() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    CountDownLatch madeAnew = new CountDownLatch(1);
    Pages madeAnewAtTheSecond =
        new Pages() {
          @Override
          public RecordBatch decode(ConsumerRecords<String, byte[]> records) {
            if (polls.incrementAndGet() == 2) {
              installation.recreate(installation.topics().requests());
              madeAnew.countDown();
              throw new LedgerBrokenException("the topics are made anew", null);
            }
            return super.decode(records);
          }
        };
    LazyExecutor pages = new LazyExecutor();
    try (LedgerFeed reader = reader(madeAnewAtTheSecond, new BatchWriter(pages))) {
      reader.start();
      scribe.ask("a");
      pages.awaitNext();
      scribe.ask("b");
      assertThat(madeAnew.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      try (TopicWriter later = new TopicWriter(installation)) {
        later.ask("c");
      }
      pages.awaitNext();
    }
    assertThat(find("a")).isEqualTo(LedgerEntry.NONE);
    assertThat(find("c").status()).isEqualTo(Status.QUEUED);
  }

  @Test
  void hasWrittenWhatItReadBeforeItReadsFromTheBeginning() throws Exception {
    OutOfRangeClients clients = new OutOfRangeClients(installation.clients());
    LazyExecutor pages = new LazyExecutor();
    try (LedgerFeed reader = reader(clients, new Pages(), new BatchWriter(pages))) {
      reader.start();
      scribe.ask("a");
      pages.awaitNext();
      pages.awaitNext();
      assertThat(store.offset(clients.partition()).orElseThrow().offset())
          .as("of what it reads again")
          .isZero();
    }
    assertThat(store.offset(clients.partition()).orElseThrow().offset()).isEqualTo(1);
  }

  private LedgerEntry find(String scene) {
    return store.find(scribe.question(scene).id());
  }

  private LedgerFeed reader(LedgerFeed.Sink sink, BatchWriter writer) {
    return reader(installation.clients(), sink, writer);
  }

  private LedgerFeed reader(LedgerClients clients, LedgerFeed.Sink sink, BatchWriter writer) {
    return new LedgerFeed(
        clients,
        installation.topics(),
        store,
        new CatchUpBarrier(),
        sink,
        writer,
        Duration.ofMillis(100));
  }

  private class Pages implements LedgerFeed.Sink {
    @Override
    public RecordBatch decode(ConsumerRecords<String, byte[]> records) {
      RecordBatch page = new RecordBatch(installation.topics());
      for (ConsumerRecord<String, byte[]> record : records) {
        page.add(record);
      }
      return page;
    }

    @Override
    public void write(RecordBatch page, Map<TopicPartition, OffsetAndMetadata> offsets) {
      store.write(page.entries(store::findAll), offsets);
    }
  }
}
