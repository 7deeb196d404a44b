package io.sunpress.api.ledger.feed;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.store.LedgerDirectory;
import io.sunpress.api.ledger.store.LedgerStore;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads the topics: all partitions, no group, from the stored offsets on. What
 * it has decoded another thread writes while it reads on. Whatever goes wrong, it begins again a
 * second later with new clients; what was read stays.
 */
public final class LedgerFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LedgerFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofMillis(500);
  private static final long TIMEOUT_SECONDS = 5;
  private static final long PAUSE_SECONDS = 1;
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.CLIENT_ID_CONFIG,
          "sunpress-ledger",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.METADATA_MAX_AGE_CONFIG,
          10_000);

  /** What is done with what was read. */
  public interface Sink {
    /** Decodes a poll's records; what it returns is written while the next poll is decoded. */
    RecordBatch decode(ConsumerRecords<String, byte[]> records);

    void write(RecordBatch page, Map<TopicPartition, OffsetAndMetadata> offsets);
  }

  private final LedgerClients clients;
  private final Topics topics;
  private final LedgerStore store;
  private final CatchUpBarrier barrier;
  private final Sink sink;
  private final BatchWriter writer;
  private final Duration partitionCheckInterval;
  private final FeedStatus trouble = new FeedStatus();
  private final Thread thread = new Thread(this::run, "sunpress-ledger");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Consumer<String, byte[]> polling;
  private volatile boolean caughtUp;

  public LedgerFeed(
      LedgerClients clients,
      Topics topics,
      LedgerStore store,
      CatchUpBarrier barrier,
      Sink sink,
      BatchWriter writer,
      Duration partitionCheckInterval) {
    this.clients = clients;
    this.topics = topics;
    this.store = store;
    this.barrier = barrier;
    this.sink = sink;
    this.writer = writer;
    this.partitionCheckInterval = partitionCheckInterval;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was there at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** Why it does not read now; empty where it does. */
  public String trouble() {
    return trouble.now();
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        readWithNewClients();
      } catch (WakeupException e) {
        // Closing, or the layout changed.
      } catch (KafkaException e) {
        trouble.is(e);
      } catch (LedgerBrokenException e) {
        trouble.is(e);
        store.mend();
      } catch (RuntimeException | Error e) {
        trouble.isABug(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        polling = null;
        barrier.close();
      }
      pause();
    }
  }

  /** Clients of a Kafka that is away would take their time to close. */
  private void readWithNewClients() throws InterruptedException {
    Admin admin = clients.admin();
    Consumer<String, byte[]> consumer = clients.consumer(SETTINGS);
    try {
      polling = consumer;
      read(admin, consumer);
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void read(Admin admin, Consumer<String, byte[]> consumer) throws InterruptedException {
    TopicLayout layout = await(TopicLayout.look(admin, topics));
    adopt(layout);
    Map<TopicPartition, Long> from = assign(admin, consumer, layout.partitions());
    barrier.open(from, () -> TopicLayout.offsets(admin, from.keySet(), OffsetSpec.latest()));
    trouble.isOver();
    try {
      pollUntilChanged(admin, consumer, layout);
    } finally {
      // Whoever reads on from the stored offsets must not do so while they move.
      writer.await();
    }
  }

  private void caughtUpNow() {
    if (!caughtUp) {
      log.info("The ledger has caught up");
    }
    caughtUp = true;
  }

  /** Offsets of other topics, or of another version's form, are worth nothing. */
  private void adopt(TopicLayout layout) {
    String now = LedgerDirectory.formOf(topics) + layout.identity();
    String before = store.ofWhat().orElse("");
    if (!before.equals(now)) {
      if (!before.isEmpty()) {
        log.warn("The ledger is read again: it was of {}, the topics are {}", before, now);
      }
      caughtUp = false;
      store.restart(now);
    }
  }

  private Map<TopicPartition, Long> assign(
      Admin admin, Consumer<String, byte[]> consumer, List<TopicPartition> partitions)
      throws InterruptedException {
    Map<TopicPartition, Long> earliest =
        await(TopicLayout.offsets(admin, partitions, OffsetSpec.earliest()));
    consumer.assign(partitions);
    Map<TopicPartition, Long> from = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata next =
          store.offset(partition).orElse(new OffsetAndMetadata(earliest.get(partition)));
      consumer.seek(partition, next);
      from.put(partition, next.offset());
    }
    return from;
  }

  private void pollUntilChanged(Admin admin, Consumer<String, byte[]> consumer, TopicLayout layout)
      throws InterruptedException {
    long looked = System.nanoTime();
    CompletableFuture<TopicLayout> look = CompletableFuture.completedFuture(layout);
    CompletableFuture<Void> catchingUp = CompletableFuture.completedFuture(null);
    while (closing.getCount() > 0) {
      store.check();
      writer.check();
      if (!poll(admin, consumer)) {
        return;
      }
      if (!caughtUp && catchingUp.isDone()) {
        catchingUp = barrier.passed().thenRun(this::caughtUpNow);
      }
      if (look.isDone() && isOther(look, layout)) {
        log.info("The topics have changed: the ledger looks at them anew");
        return;
      }
      if (look.isDone() && System.nanoTime() - looked > partitionCheckInterval.toNanos()) {
        looked = System.nanoTime();
        look = TopicLayout.look(admin, topics);
      }
    }
  }

  private boolean isOther(CompletableFuture<TopicLayout> look, TopicLayout layout) {
    boolean answered = !look.isCompletedExceptionally();
    trouble.looked(answered);
    return answered && !look.join().equals(layout);
  }

  /** Whether to go on; not where everything has to be read again. */
  private boolean poll(Admin admin, Consumer<String, byte[]> consumer) throws InterruptedException {
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      Map<TopicPartition, OffsetAndMetadata> offsets = records.nextOffsets();
      if (!offsets.isEmpty()) {
        RecordBatch page = sink.decode(records);
        writer.write(
            () -> {
              sink.write(page, offsets);
              barrier.advance(plain(offsets));
            });
      }
      return true;
    } catch (OffsetOutOfRangeException e) {
      if (isAhead(admin, e)) {
        forget(e.partitions());
        return false;
      }
      restart(admin, consumer, e.partitions());
      return true;
    }
  }

  /** Whether the broker has lost what was read here: it was restored, or its records were cut. */
  private static boolean isAhead(Admin admin, OffsetOutOfRangeException e)
      throws InterruptedException {
    if (e instanceof LogTruncationException) {
      return true;
    }
    Map<TopicPartition, Long> ends =
        await(TopicLayout.offsets(admin, e.partitions(), OffsetSpec.latest()));
    return e.offsetOutOfRangePartitions().entrySet().stream()
        .anyMatch(read -> read.getValue() > ends.get(read.getKey()));
  }

  /** What came of the lost records can't be told from the rest. */
  private void forget(Set<TopicPartition> lost) throws InterruptedException {
    log.warn("The ledger is ahead of its broker and reads everything again: {}", lost);
    writer.await();
    caughtUp = false;
    store.restart(store.ofWhat().orElse(""));
  }

  /** Retention was faster than we: what the partitions have now is read again. */
  private void restart(Admin admin, Consumer<String, byte[]> consumer, Set<TopicPartition> lost)
      throws InterruptedException {
    log.warn("Offsets are out of range and read from the beginning: {}", lost);
    Map<TopicPartition, OffsetAndMetadata> earliest = new HashMap<>();
    await(TopicLayout.offsets(admin, lost, OffsetSpec.earliest()))
        .forEach((partition, offset) -> earliest.put(partition, new OffsetAndMetadata(offset)));
    writer.await();
    store.write(Map.of(), earliest);
    earliest.forEach(consumer::seek);
    barrier.advance(plain(earliest));
  }

  private static Map<TopicPartition, Long> plain(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> plain = new HashMap<>();
    offsets.forEach((partition, next) -> plain.put(partition, next.offset()));
    return plain;
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e);
    }
  }

  private void pause() {
    try {
      closing.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<String, byte[]> consumer = polling;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(TIMEOUT_SECONDS).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writer.close();
  }
}
