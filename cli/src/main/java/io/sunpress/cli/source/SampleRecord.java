package io.sunpress.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A record that no topic has: the bytes of a file, as if they were the first of a topic. */
final class SampleRecord {
  private SampleRecord() {}

  static ConsumerRecord<byte[], byte[]> of(
      String topic, Optional<String> key, byte[] value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        value.length,
        key.map(text -> text.getBytes(UTF_8)).orElse(null),
        value,
        all,
        Optional.empty());
  }
}
