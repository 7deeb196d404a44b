package io.sunpress.api.ledger;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.feed.BatchWriter;
import io.sunpress.api.ledger.feed.CatchUpBarrier;
import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.api.ledger.feed.LedgerFeed;
import io.sunpress.api.ledger.feed.RecordBatch;
import io.sunpress.api.ledger.feed.RequestReplay;
import io.sunpress.api.ledger.store.LedgerDirectory;
import io.sunpress.api.ledger.store.LedgerStore;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.CodeRequest;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was asked and what was answered, read from the topics into a local directory. Any instance
 * knows any code, whichever door it came through. While Kafka is away it goes on answering what it
 * knows. Safe for many threads.
 */
public final class Ledger implements AutoCloseable {
  private final LedgerStore store;
  private final PendingRequests notes = new PendingRequests();
  private final MissingPictures losses;
  private final RequestReplay recall;
  private final CatchUpBarrier barrier = new CatchUpBarrier();
  private final AnswerWaiters waiters;
  private final LedgerFeed reader;
  private final Topics topics;
  private final Duration lookupTimeout;

  /**
   * Opens the directory; what was read before is known from now on.
   *
   * @throws IllegalStateException if the directory is in use elsewhere or can't be written
   */
  public Ledger(LedgerProperties properties, Topics topics, LedgerClients clients) {
    this.topics = topics;
    this.lookupTimeout = properties.lookupTimeout();
    this.store = LedgerDirectory.open(properties.directory(), LedgerDirectory.formOf(topics));
    this.waiters = new AnswerWaiters(properties.maxWaiting());
    this.losses = new MissingPictures(properties.redrawInterval(), System::nanoTime);
    this.recall = new RequestReplay(clients, topics);
    this.reader =
        new LedgerFeed(
            clients,
            topics,
            store,
            barrier,
            new Pages(),
            new BatchWriter(),
            properties.partitionCheckInterval());
  }

  /** Begins to read; Kafka may be away. */
  public void start() {
    reader.start();
  }

  /**
   * What is known of a code at this moment; {@link LedgerEntry#NONE} where nothing is.
   *
   * @throws LedgerBrokenException if the directory can't be read
   */
  public LedgerEntry find(CodeId id) {
    return losses.over(id, notes.over(id, () -> store.find(id)));
  }

  /** Pictures that are ready and gone. */
  public MissingPictures losses() {
    return losses;
  }

  /**
   * Reads a code's last question from its topic once more; empty where Kafka does not keep it any
   * longer. Takes its time: not for threads that others wait for.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka is away
   */
  public Optional<CodeRequestMessage> recall(CodeId id) {
    return find(id).trail().place().flatMap(place -> recall.question(id, place));
  }

  /** As {@link #find}, but says "unknown" only after reading on far enough to know. */
  public CompletableFuture<LookupResult> look(CodeId id) {
    LedgerEntry entry = find(id);
    if (!entry.isUnknown()) {
      return CompletableFuture.completedFuture(new LookupResult.Seen(entry));
    }
    return barrier
        .passed()
        .orTimeout(lookupTimeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle((passed, failure) -> sight(find(id), failure == null));
  }

  private static LookupResult sight(LedgerEntry entry, boolean readFarEnough) {
    if (!entry.isUnknown()) {
      return new LookupResult.Seen(entry);
    }
    return readFarEnough ? new LookupResult.Unknown() : new LookupResult.CannotSay();
  }

  /**
   * Waits until a code is ready or its last question has failed. Ends with what is known then, at
   * the latest after the given time; at once where too many wait already.
   */
  public CompletableFuture<LedgerEntry> await(CodeId id, Duration atMost) {
    LedgerEntry now = find(id);
    if (now.isSettled() || atMost.isZero()) {
      return CompletableFuture.completedFuture(now);
    }
    Optional<CompletableFuture<LedgerEntry>> waiter = waiters.add(id, atMost, this::find);
    waiter.ifPresent(added -> wakeIfSettled(id));
    return waiter.orElseGet(() -> CompletableFuture.completedFuture(now));
  }

  /**
   * Notes that Kafka has acknowledged a request, so that this process knows of it before it has
   * been read back.
   *
   * @param askedAt the broker's append time
   */
  public void note(CodeRequest request, Instant askedAt) {
    notes.add(request, askedAt, () -> store.find(request.id()));
  }

  /**
   * Whether everything that was there at the start has been read. Kafka's going changes nothing.
   */
  public boolean caughtUp() {
    return reader.caughtUp();
  }

  /** Why it does not read now, in a few words; empty where it does. */
  public String trouble() {
    return reader.trouble();
  }

  /** Whether its thread lives: it must for as long as this process does. */
  public boolean isAlive() {
    return reader.isAlive();
  }

  /** How many clients wait. */
  public int waiting() {
    return waiters.size();
  }

  /** Lets nobody wait any more: whoever waits is told what is known now. */
  public void releaseWaiting() {
    waiters.release(this::find);
  }

  private void wakeIfSettled(CodeId id) {
    if (waiters.waitsFor(id)) {
      LedgerEntry entry = find(id);
      if (entry.isSettled()) {
        waiters.wake(id, entry);
      }
    }
  }

  @Override
  public void close() {
    reader.close();
    waiters.release(this::find);
    waiters.close();
    store.close();
  }

  private final class Pages implements LedgerFeed.Sink {
    @Override
    public RecordBatch decode(ConsumerRecords<String, byte[]> records) {
      RecordBatch page = new RecordBatch(topics);
      for (ConsumerRecord<String, byte[]> record : records) {
        page.add(record);
      }
      return page;
    }

    @Override
    public void write(RecordBatch page, Map<TopicPartition, OffsetAndMetadata> offsets) {
      Map<CodeId, LedgerEntry> entries = page.entries(store::findAll);
      store.write(entries, offsets);
      entries.forEach(
          (id, entry) -> {
            notes.forget(id, entry);
            wakeIfSettled(id);
          });
    }
  }
}
