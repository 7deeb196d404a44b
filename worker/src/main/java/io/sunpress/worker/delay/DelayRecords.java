package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.publish.DeadLetterRecords;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records as they are put aside and put back. The bytes and all headers stay as they were; headers
 * of ours tell the journey.
 */
public final class DelayRecords {
  private static final Duration LONG_AGO = Duration.ofHours(1);

  private final Topics topics;

  public DelayRecords(Topics topics) {
    this.topics = topics;
  }

  /** What a record of a requests' topic has been through. */
  public DeliveryHeaders journey(ConsumerRecord<byte[], byte[]> record) {
    return DeliveryHeaders.of(record, Priority.of(record.topic(), topics));
  }

  /** The record that waits in a delay. */
  public ProducerRecord<byte[], byte[]> delayed(
      ConsumerRecord<byte[], byte[]> origin,
      DeliveryHeaders deliveryHeaders,
      RetryDelay retryDelay,
      CodeError cause) {
    ProducerRecord<byte[], byte[]> record = copy(retryDelay.topic(), origin.key(), origin);
    write(record.headers(), deliveryHeaders, cause);
    SunpressHeaders.set(record.headers(), SunpressHeaders.WAIT, retryDelay.length().toString());
    return record;
  }

  /** The record that waits for its app. */
  public ProducerRecord<byte[], byte[]> parked(
      ConsumerRecord<byte[], byte[]> origin,
      DeliveryHeaders deliveryHeaders,
      Suspension suspension) {
    ProducerRecord<byte[], byte[]> record =
        copy(topics.parked(), suspension.app().value().getBytes(UTF_8), origin);
    Headers headers = record.headers();
    write(headers, deliveryHeaders, suspension.error());
    headers.remove(SunpressHeaders.KEY);
    headers.add(SunpressHeaders.KEY, origin.key());
    SunpressHeaders.set(headers, SunpressHeaders.UNTIL, suspension.until().toString());
    headers.remove(SunpressHeaders.KIND);
    suspension
        .kind()
        .ifPresent(kind -> SunpressHeaders.set(headers, SunpressHeaders.KIND, kind.wireName()));
    return record;
  }

  private static void write(Headers headers, DeliveryHeaders deliveryHeaders, CodeError cause) {
    deliveryHeaders.write(headers);
    DeadLetterRecords.writeCause(headers, cause);
  }

  /** What came out of a delay, for its lane. */
  ProducerRecord<byte[], byte[]> back(ConsumerRecord<byte[], byte[]> waited, Instant now) {
    ProducerRecord<byte[], byte[]> record =
        copy(priority(waited, now).topic(topics), waited.key(), waited);
    record.headers().remove(SunpressHeaders.WAIT);
    return record;
  }

  /**
   * What was parked, for its lane.
   *
   * @param partition where it goes, if not where its key belongs
   */
  ProducerRecord<byte[], byte[]> unparked(
      ConsumerRecord<byte[], byte[]> parked, Optional<Integer> partition, Instant now) {
    byte[] key =
        SunpressHeaders.read(parked.headers(), SunpressHeaders.KEY)
            .map(text -> text.getBytes(UTF_8))
            .orElse(null);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            priority(parked, now).topic(topics),
            partition.orElse(null),
            key,
            parked.value(),
            parked.headers());
    record.headers().remove(SunpressHeaders.KEY);
    record.headers().remove(SunpressHeaders.UNTIL);
    record.headers().remove(SunpressHeaders.KIND);
    return record;
  }

  /** What was parked and stays so, behind all others. */
  ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> parked) {
    return copy(topics.parked(), parked.key(), parked);
  }

  /** Whose a parked record is. */
  static Optional<AppId> app(ConsumerRecord<byte[], byte[]> parked) {
    if (parked.key() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new AppId(new String(parked.key(), UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The kind of code that its app was closed for; empty: the app. */
  static Optional<CodeKind> kind(ConsumerRecord<byte[], byte[]> parked) {
    return SunpressHeaders.read(parked.headers(), SunpressHeaders.KIND)
        .flatMap(
            word ->
                Stream.of(CodeKind.values()).filter(k -> k.wireName().equals(word)).findFirst());
  }

  /** Why it was parked. */
  static Optional<ErrorClass> cause(ConsumerRecord<byte[], byte[]> parked) {
    return DeadLetterRecords.readCause(parked.headers());
  }

  /** When its turn comes, where it waits for that alone. */
  static Instant until(ConsumerRecord<byte[], byte[]> parked) {
    try {
      return SunpressHeaders.read(parked.headers(), SunpressHeaders.UNTIL)
          .map(Instant::parse)
          .orElse(Instant.MIN);
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /** What was asked for long ago comes back behind those that somebody waits for now. */
  static Priority priority(ConsumerRecord<byte[], byte[]> record, Instant now) {
    boolean old = RequestTime.of(record).plus(LONG_AGO).isBefore(now);
    return old ? Priority.BULK : DeliveryHeaders.of(record, Priority.BULK).lane();
  }

  private static ProducerRecord<byte[], byte[]> copy(
      String topic, byte @Nullable [] key, ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(topic, null, null, key, record.value(), record.headers());
  }
}
