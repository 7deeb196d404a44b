package io.sunpress.kafka;

import io.sunpress.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * One producer for everybody, replaced when it can't recover. An idempotent producer whose first
 * authentication fails loses its request for a producer id, and never sends anything again, however
 * right its password is by then: so one whose authentication failed is replaced, and one that only
 * times out for a while. What concerns one topic or one record leaves it alone.
 */
public final class ReplaceableProducer<K> implements RecordSender<K>, AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A wrong password must not become a flood of connections. */
  private static final long YOUNGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Producer<K, byte[]>> producers;
  private final LongSupplier nanoTime;
  private @Nullable Producer<K, byte[]> producer;
  private long madeAt;
  private @Nullable Exception ending;
  private OptionalLong failingSince = OptionalLong.empty();
  private boolean closed;

  /**
   * @param producers makes a producer; asked again when making one fails, since no client can be
   *     made before Kafka's name resolves
   * @param nanoTime the clock of intervals
   */
  public ReplaceableProducer(Supplier<Producer<K, byte[]>> producers, LongSupplier nanoTime) {
    this.producers = producers;
    this.nanoTime = nanoTime;
  }

  @Override
  public void send(ProducerRecord<K, byte[]> record, Callback callback) {
    @Nullable Producer<K, byte[]> used = null;
    try {
      Producer<K, byte[]> current = current();
      used = current;
      current.send(
          record,
          (metadata, failure) -> {
            ended(current, failure);
            callback.onCompletion(metadata, failure);
          });
    } catch (KafkaException | IllegalStateException e) {
      ended(used, e);
      callback.onCompletion(null, e);
    }
  }

  private synchronized Producer<K, byte[]> current() {
    if (closed) {
      throw new IllegalStateException("this process stops: nothing is sent any more");
    }
    if (producer == null) {
      long now = nanoTime.getAsLong();
      if (ending != null && now - madeAt < YOUNGEST_NANOS) {
        throw new KafkaException(ending);
      }
      producer = producers.get();
      madeAt = now;
      failingSince = OptionalLong.empty();
    }
    return producer;
  }

  private synchronized void ended(@Nullable Producer<K, byte[]> used, @Nullable Exception failure) {
    if (used == null || used != producer) {
      return;
    }
    if (failure == null) {
      failingSince = OptionalLong.empty();
      return;
    }
    long now = nanoTime.getAsLong();
    if (failure instanceof TimeoutException && failingSince.isEmpty()) {
      failingSince = OptionalLong.of(now);
    }
    boolean silent = failingSince.isPresent() && now - failingSince.getAsLong() >= SILENCE_NANOS;
    if (silent || endsItsProducer(failure)) {
      producer = null;
      ending = failure;
      closeApart(used);
    }
  }

  private static boolean endsItsProducer(Exception failure) {
    return failure instanceof AuthenticationException
        || failure instanceof ClusterAuthorizationException
        || failure instanceof TransactionalIdAuthorizationException
        || failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof InvalidPidMappingException
        || failure instanceof UnknownProducerIdException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof UnsupportedVersionException
        || failure instanceof IllegalStateException
        || failure.getClass() == KafkaException.class;
  }

  /** What it still holds fails at once, and is repeated by those who want it. */
  private void closeApart(Producer<K, byte[]> broken) {
    DaemonThreads.create("sunpress-producer-close", () -> broken.close(Duration.ZERO)).start();
  }

  @Override
  public void close() {
    @Nullable Producer<K, byte[]> last;
    synchronized (this) {
      closed = true;
      last = producer;
    }
    if (last != null) {
      last.close(CLOSE);
    }
  }
}
