package io.sunpress.worker.publish;

import io.sunpress.kafka.KafkaErrorText;
import io.sunpress.kafka.ReplaceableProducer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records and repeats those that the broker has not acknowledged, for as long as somebody
 * wants it. What is repeated may arrive twice; readers know it by key or id.
 */
public final class RetryingProducer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RetryingProducer.class);
  private static final long FIRST_REST_MILLIS = 100;
  private static final long LONGEST_REST_MILLIS = 5_000;

  private final ReplaceableProducer<byte[]> producer;
  private final Executor sender;
  private final ScheduledExecutorService timer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * @param producers makes a producer; {@code acks=all}
   * @param sender where a send may block; never the producer's own thread
   * @param timer for the rests between tries
   */
  public RetryingProducer(
      Supplier<Producer<byte[], byte[]>> producers,
      Executor sender,
      ScheduledExecutorService timer) {
    this.producer = new ReplaceableProducer<>(producers, System::nanoTime);
    this.sender = sender;
    this.timer = timer;
  }

  /**
   * Says all of it, in its order: each part after the one before it is acknowledged. What is kept
   * and no longer wanted then is kept by somebody else as well, who says the rest.
   */
  public CompletableFuture<Boolean> send(PublishBatch publishBatch) {
    BooleanSupplier wanted = publishBatch.wanted();
    List<ProducerRecord<byte[], byte[]>> kept = publishBatch.kept();
    return send(kept, wanted)
        .thenApply(said -> said && (kept.isEmpty() || wanted.getAsBoolean()))
        .thenCompose(said -> next(said, publishBatch.answers(), wanted))
        .thenCompose(said -> next(said, publishBatch.events(), wanted));
  }

  /** The same on this thread, which blocks until all of it is acknowledged or given up. */
  public boolean publish(PublishBatch publishBatch) {
    BooleanSupplier wanted = publishBatch.wanted();
    List<ProducerRecord<byte[], byte[]>> kept = publishBatch.kept();
    return publish(kept, wanted)
        && (kept.isEmpty() || wanted.getAsBoolean())
        && publish(publishBatch.answers(), wanted)
        && publish(publishBatch.events(), wanted);
  }

  private boolean publish(List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier wanted) {
    List<ProducerRecord<byte[], byte[]>> unsaid = unacknowledged(records);
    for (long rest = FIRST_REST_MILLIS; !unsaid.isEmpty(); rest = longer(rest)) {
      if (closed || !wanted.getAsBoolean() || closesWithin(rest)) {
        return false;
      }
      unsaid = unacknowledged(unsaid);
    }
    return true;
  }

  private List<ProducerRecord<byte[], byte[]>> unacknowledged(
      List<ProducerRecord<byte[], byte[]>> records) {
    List<CompletableFuture<@Nullable ProducerRecord<byte[], byte[]>>> sent =
        records.stream().map(this::sendOnce).toList();
    return sent.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
  }

  /** Rests between two tries, unless the end comes before; an interrupted thread is to end too. */
  private boolean closesWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static long longer(long rest) {
    return Math.min(rest * 2, LONGEST_REST_MILLIS);
  }

  private CompletableFuture<Boolean> next(
      boolean said, List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier wanted) {
    return said ? send(records, wanted) : CompletableFuture.completedFuture(false);
  }

  /**
   * Sends records.
   *
   * @return true when all are acknowledged; false when that is no longer wanted
   */
  public CompletableFuture<Boolean> send(
      List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier wanted) {
    if (records.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> said = new CompletableFuture<>();
    onSender(() -> attempt(records, wanted, FIRST_REST_MILLIS, said), said);
    return said;
  }

  private void attempt(
      List<ProducerRecord<byte[], byte[]>> records,
      BooleanSupplier wanted,
      long rest,
      CompletableFuture<Boolean> said) {
    List<CompletableFuture<@Nullable ProducerRecord<byte[], byte[]>>> sent =
        records.stream().map(this::sendOnce).toList();
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .thenRun(
            () -> {
              List<ProducerRecord<byte[], byte[]>> unsaid =
                  sent.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
              if (unsaid.isEmpty()) {
                said.complete(true);
              } else if (closed || !wanted.getAsBoolean()) {
                said.complete(false);
              } else {
                repeat(unsaid, wanted, rest, said);
              }
            });
  }

  private void repeat(
      List<ProducerRecord<byte[], byte[]>> unsaid,
      BooleanSupplier wanted,
      long rest,
      CompletableFuture<Boolean> said) {
    long next = longer(rest);
    try {
      timer.schedule(
          () -> onSender(() -> attempt(unsaid, wanted, next, said), said),
          rest,
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      said.complete(false);
    }
  }

  private void onSender(Runnable task, CompletableFuture<Boolean> said) {
    try {
      sender.execute(task);
    } catch (RejectedExecutionException e) {
      said.complete(false);
    }
  }

  /** Ends with nothing when acknowledged, and with what to send next when not. */
  private CompletableFuture<@Nullable ProducerRecord<byte[], byte[]>> sendOnce(
      ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<@Nullable ProducerRecord<byte[], byte[]>> unsaid = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, failure) -> unsaid.complete(failure == null ? null : failed(record, failure)));
    return unsaid;
  }

  private ProducerRecord<byte[], byte[]> failed(
      ProducerRecord<byte[], byte[]> record, Exception failure) {
    String cause = KafkaErrorText.of(failure);
    log.warn("Not acknowledged by topic {}, to be repeated: {}", record.topic(), cause);
    return failure instanceof RecordTooLargeException ? DeadLetterRecords.cut(record) : record;
  }

  @Override
  public void close() {
    closed = true;
    closing.countDown();
    producer.close();
  }
}
