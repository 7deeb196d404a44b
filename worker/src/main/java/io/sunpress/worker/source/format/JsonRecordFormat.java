package io.sunpress.worker.source.format;

import java.util.Arrays;
import org.apache.kafka.common.header.Headers;

/** JSON, also behind the five bytes that Confluent's JSON Schema serializer puts before it. */
public final class JsonRecordFormat implements RecordFormat {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public Object read(byte[] value, Headers headers) throws UnreadableValueException {
    if (SchemaPrefix.isGlue(value)) {
      throw new UnreadableValueException(
          "the value has the prefix of AWS Glue's serializers, which can't be read");
    }
    SchemaPrefix prefix = SchemaPrefix.of(value).orElse(null);
    if (prefix == null) {
      return json(value);
    }
    byte[] rest = Arrays.copyOfRange(value, SchemaPrefix.LENGTH, value.length);
    if (rest.length == 0 || rest[0] != '{' && rest[0] != '[') {
      throw new UnreadableValueException(
          "Avro or Protobuf with schema id "
              + prefix.schemaId()
              + "; set format and registry of the source");
    }
    return json(rest);
  }

  static Object json(byte[] value) throws UnreadableValueException {
    String text =
        Utf8.decode(value)
            .orElseThrow(() -> new UnreadableValueException("the value is not UTF-8"));
    return PlainJson.tryRead(text)
        .orElseThrow(() -> new UnreadableValueException("the value is not JSON"));
  }
}
