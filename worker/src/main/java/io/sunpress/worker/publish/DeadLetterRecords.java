package io.sunpress.worker.publish;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes records that came to nothing: key, bytes and headers as they were, and headers of ours
 * that say why, where from and when.
 */
public final class DeadLetterRecords {
  /** What tells of the last death, and of no other. */
  private static final List<String> LAST_DEATH =
      List.of(
          SunpressHeaders.CAUSE,
          SunpressHeaders.ERRCODE,
          SunpressHeaders.TOPIC,
          SunpressHeaders.PARTITION,
          SunpressHeaders.OFFSET,
          SunpressHeaders.TIME,
          SunpressHeaders.CUT);

  private static final int KEPT_OF_TOO_LARGE = 64 << 10;

  private final String topic;
  private final Clock clock;

  public DeadLetterRecords(Topics topics, Clock clock) {
    this.topic = topics.deadLetters();
    this.clock = clock;
  }

  /** The dead letter for a record; the history of one that was replayed stays with it. */
  public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> origin, CodeError cause) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, null, null, origin.key(), origin.value(), origin.headers());
    Headers headers = letter.headers();
    LAST_DEATH.forEach(headers::remove);
    writeCause(headers, cause);
    SunpressHeaders.set(headers, SunpressHeaders.TOPIC, origin.topic());
    SunpressHeaders.set(headers, SunpressHeaders.PARTITION, Integer.toString(origin.partition()));
    SunpressHeaders.set(headers, SunpressHeaders.OFFSET, Long.toString(origin.offset()));
    SunpressHeaders.set(headers, SunpressHeaders.TIME, clock.instant().toString());
    return letter;
  }

  /** Says why, and nothing of why the last time. */
  public static void writeCause(Headers headers, CodeError cause) {
    headers.remove(SunpressHeaders.ERRCODE);
    SunpressHeaders.set(
        headers, SunpressHeaders.CAUSE, cause.type().wireName() + ": " + cause.errmsg());
    cause
        .errcode()
        .ifPresent(
            errcode ->
                SunpressHeaders.set(headers, SunpressHeaders.ERRCODE, Integer.toString(errcode)));
  }

  /** The class of the cause that a record was put aside for. */
  public static Optional<ErrorClass> readCause(Headers headers) {
    return SunpressHeaders.read(headers, SunpressHeaders.CAUSE)
        .flatMap(cause -> ErrorClass.of(cause.split(":", 2)[0]));
  }

  /** What is kept of a record that the broker finds too large: our headers and its beginning. */
  static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> tooLarge) {
    byte[] value = tooLarge.value() == null ? new byte[0] : tooLarge.value();
    byte[] kept = Arrays.copyOf(value, Math.min(value.length, KEPT_OF_TOO_LARGE));
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(tooLarge.topic(), kept);
    for (Header header : tooLarge.headers()) {
      if (header.key().startsWith(SunpressHeaders.PREFIX)) {
        letter.headers().add(header);
      }
    }
    SunpressHeaders.set(letter.headers(), SunpressHeaders.CUT, Integer.toString(value.length));
    return letter;
  }
}
