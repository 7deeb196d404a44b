package io.sunpress.worker.source.mapping;

import com.google.protobuf.NullValue;
import io.sunpress.worker.source.format.PlainJson;
import io.sunpress.worker.source.format.Utf8;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What expressions can name: {@code record}, {@code event} and {@code row}. */
final class RecordVariables {
  static final String RECORD = "record";
  static final String EVENT = "event";
  static final String ROW = "row";

  private RecordVariables() {}

  /**
   * Of a record.
   *
   * @param value its value as plain values; of a CloudEvent, the data
   * @param event a CloudEvent's attributes; empty for other records
   */
  static Map<String, Object> of(
      ConsumerRecord<byte[], byte[]> origin, Object value, Map<String, Object> event) {
    Map<String, Object> record = new HashMap<>();
    record.put("value", value);
    record.put("headers", headers(origin.headers()));
    record.put("topic", origin.topic());
    record.put("partition", (long) origin.partition());
    record.put("offset", origin.offset());
    record.put("timestampMs", origin.timestamp());
    Utf8.decode(origin.value()).ifPresent(text -> record.put("valueAsText", text));
    Utf8.decode(origin.key()).ifPresent(text -> record.put("keyAsText", text));
    record.put("key", origin.key() == null ? NullValue.NULL_VALUE : key(origin.key()));
    return Map.of(RECORD, record, EVENT, event);
  }

  /** The same for one of its rows. */
  static Map<String, Object> withRow(Map<String, Object> variables, Object row) {
    Map<String, Object> all = new HashMap<>(variables);
    all.put(ROW, row);
    return all;
  }

  /** JSON where it is JSON, as in Kafbat UI; else the text. */
  private static Object key(byte[] bytes) {
    return Utf8.decode(bytes)
        .<Object>map(text -> PlainJson.tryRead(text).orElse(text))
        .orElse(NullValue.NULL_VALUE);
  }

  private static Map<String, String> headers(Headers headers) {
    Map<String, String> texts = new HashMap<>();
    for (Header header : headers) {
      Utf8.decode(header.value()).ifPresent(text -> texts.put(header.key(), text));
    }
    return texts;
  }
}
