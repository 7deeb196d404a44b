package io.sunpress.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.Scribe;
import io.sunpress.message.CodeState.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker, with sinks and writers that give trouble. */
class LedgerReaderTest {
  private static final Duration SOON = Duration.ofSeconds(60);

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
    AtomicInteger writes = new AtomicInteger();
    Pages failingOnce =
        new Pages() {
          @Override
          public void write(Page page, Map<TopicPartition, Long> offsets) {
            if (writes.incrementAndGet() == 1) {
              throw new LedgerBrokenException("the disk is full", null);
            }
            super.write(page, offsets);
          }
        };
    scribe.ask("a");
    try (LedgerReader reader = reader(failingOnce, new PageWriter())) {
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
          public Page decode(ConsumerRecords<String, byte[]> records) {
            if (polls.incrementAndGet() == 2) {
              installation.recreate(installation.topics().requests());
              madeAnew.countDown();
              throw new LedgerBrokenException("the topics are made anew", null);
            }
            return super.decode(records);
          }
        };
    LastMoment pages = new LastMoment();
    try (LedgerReader reader = reader(madeAnewAtTheSecond, new PageWriter(pages))) {
      reader.start();
      scribe.ask("a");
      pages.awaitNext();
      scribe.ask("b");
      assertThat(madeAnew.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      try (Scribe later = new Scribe(installation)) {
        later.ask("c");
      }
      pages.awaitNext();
    }
    assertThat(find("a")).isEqualTo(Entry.NONE);
    assertThat(find("c").status()).isEqualTo(Status.QUEUED);
  }

  @Test
  void hasWrittenWhatItReadBeforeItReadsFromTheBeginning() throws Exception {
    OutOfRangeOnce clients = new OutOfRangeOnce(installation.clients());
    LastMoment pages = new LastMoment();
    try (LedgerReader reader = reader(clients, new Pages(), new PageWriter(pages))) {
      reader.start();
      scribe.ask("a");
      pages.awaitNext();
      pages.awaitNext();
      assertThat(store.offset(clients.partition())).as("of what it reads again").hasValue(0L);
    }
    assertThat(store.offset(clients.partition())).hasValue(1L);
  }

  private Entry find(String scene) {
    return store.find(scribe.question(scene).id());
  }

  private LedgerReader reader(LedgerReader.Sink sink, PageWriter writer) {
    return reader(installation.clients(), sink, writer);
  }

  private LedgerReader reader(LedgerClients clients, LedgerReader.Sink sink, PageWriter writer) {
    return new LedgerReader(
        clients, installation.topics(), store, new Barrier(), sink, writer, Duration.ofMillis(100));
  }

  private class Pages implements LedgerReader.Sink {
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
      store.write(page.entries(store::findAll), offsets);
    }
  }
}
