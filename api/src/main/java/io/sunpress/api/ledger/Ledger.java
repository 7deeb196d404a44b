package io.sunpress.api.ledger;

import io.sunpress.code.CodeId;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What was asked and what was answered, read from the topics into a local directory. Any instance
 * knows any code, whichever door it came through. While Kafka is away it goes on answering what it
 * knows. Safe for many threads.
 */
public final class Ledger implements AutoCloseable {
  private final LedgerStore store;
  private final Notes notes = new Notes();
  private final Losses losses;
  private final Recall recall;
  private final Barrier barrier = new Barrier();
  private final Waiters waiters;
  private final LedgerReader reader;
  private final Topics topics;
  private final Duration sayWithin;

  /**
   * Opens the directory; what was read before is known from now on.
   *
   * @throws IllegalStateException if the directory is in use elsewhere or can't be written
   */
  public Ledger(LedgerProperties properties, Topics topics, LedgerClients clients) {
    this.topics = topics;
    this.sayWithin = properties.sayWithin();
    this.store = LedgerDirectory.open(properties.directory(), formOf(topics));
    this.waiters = new Waiters(properties.maxWaiting());
    this.losses = new Losses(properties.rememberLosses(), System::nanoTime);
    this.recall = new Recall(clients, topics);
    this.reader =
        new LedgerReader(
            clients, topics, store, barrier, new Pages(), new PageWriter(), properties.lookEvery());
  }

  /** What a directory must begin with to be of use: the form of its entries, and whose they are. */
  static String formOf(Topics topics) {
    return "sunpress-ledger/" + StoredForm.VERSION + " prefix=" + topics.prefix() + " ";
  }

  /** Begins to read; Kafka may be away. */
  public void start() {
    reader.start();
  }

  /**
   * What is known of a code at this moment; {@link Entry#NONE} where nothing is.
   *
   * @throws LedgerBrokenException if the directory can't be read
   */
  public Entry find(CodeId id) {
    return losses.over(id, notes.over(id, store.find(id)));
  }

  /** Pictures that are ready and gone. */
  public Losses losses() {
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
  public CompletableFuture<Sight> look(CodeId id) {
    Entry entry = find(id);
    if (!entry.isUnknown()) {
      return CompletableFuture.completedFuture(new Sight.Seen(entry));
    }
    return barrier
        .passed()
        .orTimeout(sayWithin.toNanos(), TimeUnit.NANOSECONDS)
        .handle((passed, failure) -> sight(find(id), failure == null));
  }

  private static Sight sight(Entry entry, boolean readFarEnough) {
    if (!entry.isUnknown()) {
      return new Sight.Seen(entry);
    }
    return readFarEnough ? new Sight.Unknown() : new Sight.CannotSay();
  }

  /**
   * Waits until a code is ready or its last question has failed. Ends with what is known then, at
   * the latest after the given time; at once where too many wait already.
   */
  public CompletableFuture<Entry> await(CodeId id, Duration atMost) {
    Entry now = find(id);
    if (now.isSettled() || atMost.isZero()) {
      return CompletableFuture.completedFuture(now);
    }
    Optional<CompletableFuture<Entry>> waiter = waiters.add(id, atMost, this::find);
    waiter.ifPresent(added -> wakeIfSettled(id));
    return waiter.orElseGet(() -> CompletableFuture.completedFuture(now));
  }

  /**
   * Notes that Kafka has acknowledged a question, so that this process knows of it before it has
   * been read back.
   *
   * @param askedAt the broker's append time
   */
  public void note(CodeId id, Instant askedAt, PictureKey picture) {
    notes.add(id, askedAt, picture, store::find);
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
      Entry entry = find(id);
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

  private final class Pages implements LedgerReader.Sink {
    @Override
    public Page decode(ConsumerRecords<String, byte[]> records) {
      Page page = new Page(topics);
      for (ConsumerRecord<String, byte[]> record : records) {
        page.add(record);
      }
      return page;
    }

    @Override
    public void write(Page page, Map<TopicPartition, Long> offsets) {
      Map<CodeId, Entry> entries = page.entries(store::findAll);
      store.write(entries, offsets);
      entries.forEach(
          (id, entry) -> {
            notes.forget(id, entry);
            wakeIfSettled(id);
          });
    }
  }
}
