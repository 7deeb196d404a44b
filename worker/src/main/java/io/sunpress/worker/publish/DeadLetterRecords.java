package io.sunpress.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.CodeError;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes records that came to nothing: key, bytes and headers as they were, and headers of ours
 * that say why, where from and when.
 */
public final class DeadLetterRecords {
  /** {@code class: text}. */
  public static final String CAUSE = "sunpress-cause";

  /** WeChat's number, where there was one. */
  public static final String ERRCODE = "sunpress-errcode";

  /** Where the record was. */
  public static final String TOPIC = "sunpress-topic";

  /** Its partition there. */
  public static final String PARTITION = "sunpress-partition";

  /** Its offset there. */
  public static final String OFFSET = "sunpress-offset";

  /** When it was given up. */
  public static final String TIME = "sunpress-time";

  /** How long the value was, where the broker would not take it whole. */
  public static final String CUT = "sunpress-cut";

  /** How often the record was put back on its topic by hand. */
  public static final String REPLAYED = "sunpress-replayed";

  /** An earlier death of a record that was put back: one header each, oldest first. */
  public static final String HISTORY = "sunpress-history";

  /** What tells of the last death, and of no other. */
  private static final List<String> LAST_DEATH =
      List.of(CAUSE, ERRCODE, TOPIC, PARTITION, OFFSET, TIME, CUT);

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
    set(headers, TOPIC, origin.topic());
    set(headers, PARTITION, Integer.toString(origin.partition()));
    set(headers, OFFSET, Long.toString(origin.offset()));
    set(headers, TIME, clock.instant().toString());
    return letter;
  }

  /** Says why, and nothing of why the last time. */
  public static void writeCause(Headers headers, CodeError cause) {
    headers.remove(CAUSE);
    headers.remove(ERRCODE);
    set(headers, CAUSE, cause.type().wireName() + ": " + cause.errmsg());
    cause.errcode().ifPresent(errcode -> set(headers, ERRCODE, Integer.toString(errcode)));
  }

  /** What is kept of a record that the broker finds too large: our headers and its beginning. */
  static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> tooLarge) {
    byte[] value = tooLarge.value() == null ? new byte[0] : tooLarge.value();
    byte[] kept = Arrays.copyOf(value, Math.min(value.length, KEPT_OF_TOO_LARGE));
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(tooLarge.topic(), kept);
    for (Header header : tooLarge.headers()) {
      if (header.key().startsWith("sunpress-")) {
        letter.headers().add(header);
      }
    }
    set(letter.headers(), CUT, Integer.toString(value.length));
    return letter;
  }

  private static void set(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
