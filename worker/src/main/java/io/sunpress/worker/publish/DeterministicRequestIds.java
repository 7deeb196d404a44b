package io.sunpress.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Names requests that came without a name: the same record has the same name on every reading. */
public final class DeterministicRequestIds {
  private DeterministicRequestIds() {}

  /** By where the record is. The time tells it from one of a topic that was made anew. */
  public static String of(ConsumerRecord<byte[], byte[]> record) {
    return of(
        record.topic(),
        Integer.toString(record.partition()),
        Long.toString(record.offset()),
        Long.toString(record.timestamp()));
  }

  /** By its bytes, which are the same where it was sent twice. */
  static String ofContent(ConsumerRecord<byte[], byte[]> record) {
    return UUID.nameUUIDFromBytes(record.value()).toString();
  }

  /** By what tells it from all others. */
  public static String of(String... parts) {
    return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(UTF_8)).toString();
  }
}
