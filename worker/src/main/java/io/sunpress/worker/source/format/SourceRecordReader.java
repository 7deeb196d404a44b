package io.sunpress.worker.source.format;

import io.sunpress.worker.publish.DeterministicRequestIds;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a source: in its format, or as a CloudEvent in binary or structured mode. A
 * CloudEvent is named by its source and id, so that one that was sent twice is one request; another
 * record by its place.
 */
public final class SourceRecordReader {
  private final RecordFormat format;

  public SourceRecordReader(RecordFormat format) {
    this.format = format;
  }

  /**
   * Reads a record.
   *
   * @throws SchemaUnavailableException where that must be tried again later
   */
  public ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return new ReadRecord.Tombstone();
    }
    try {
      return value.length == 0
          ? new ReadRecord.Unreadable("the value is empty")
          : read(record, value);
    } catch (UnreadableValueException e) {
      return new ReadRecord.Unreadable(e.getMessage());
    }
  }

  private ReadRecord read(ConsumerRecord<byte[], byte[]> record, byte[] value)
      throws UnreadableValueException {
    Optional<String> contentType = text(record.headers().lastHeader("content-type"));
    if (contentType.filter(type -> type.startsWith("application/cloudevents")).isPresent()) {
      return event(StructuredCloudEvent.read(contentType.get(), JsonRecordFormat.json(value)));
    }
    Object read = format.read(value, record.headers());
    Map<String, Object> attributes = CloudEventAttributes.ofHeaders(record.headers());
    return attributes.isEmpty()
        ? new ReadRecord.Value(read, Map.of(), DeterministicRequestIds.of(record))
        : event(new StructuredCloudEvent(attributes, read));
  }

  private static ReadRecord event(StructuredCloudEvent event) throws UnreadableValueException {
    CloudEventAttributes.check(event.attributes());
    String name =
        DeterministicRequestIds.of(
            event.attributes().get("source").toString(), event.attributes().get("id").toString());
    return new ReadRecord.Value(event.data(), event.attributes(), name);
  }

  private static Optional<String> text(@Nullable Header header) {
    return header == null ? Optional.empty() : Utf8.decode(header.value());
  }
}
