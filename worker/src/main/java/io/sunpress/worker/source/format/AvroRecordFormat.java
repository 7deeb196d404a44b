package io.sunpress.worker.source.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.Headers;

/** Avro whose schema is in a registry. Schemas never change, so each is asked for once. */
public final class AvroRecordFormat implements RecordFormat {
  private final SchemaRegistry registry;
  private final Map<Integer, SchemaLookup.Found> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> parsed = new ConcurrentHashMap<>();

  public AvroRecordFormat(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "avro";
  }

  @Override
  public Object read(byte[] value, Headers headers) throws UnreadableValueException {
    SchemaPrefix prefix =
        SchemaPrefix.of(value)
            .orElseThrow(
                () -> new UnreadableValueException("the value does not begin with a schema id"));
    int id = prefix.schemaId();
    SchemaLookup.Found schema = schema(id);
    return switch (schema.type()) {
      case "AVRO" -> avro(value, parse(id, schema.text()));
      case "JSON" -> JsonRecordFormat.json(rest(value));
      default -> throw new UnreadableValueException(schema.type() + " with schema id " + id);
    };
  }

  private SchemaLookup.Found schema(int id) throws UnreadableValueException {
    SchemaLookup.Found known = schemas.get(id);
    if (known != null) {
      return known;
    }
    SchemaLookup found = registry.find(id);
    if (found instanceof SchemaLookup.Unavailable away) {
      throw new SchemaUnavailableException(away.cause());
    }
    if (!(found instanceof SchemaLookup.Found schema)) {
      throw new UnreadableValueException("the registry has no schema id " + id);
    }
    schemas.put(id, schema);
    return schema;
  }

  private Schema parse(int id, String text) throws UnreadableValueException {
    Schema known = parsed.get(id);
    if (known != null) {
      return known;
    }
    try {
      Schema schema = new Schema.Parser().parse(text);
      parsed.put(id, schema);
      return schema;
    } catch (AvroRuntimeException e) {
      throw new UnreadableValueException("schema id " + id + " is no Avro schema");
    }
  }

  private static Object avro(byte[] value, Schema schema) throws UnreadableValueException {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(value, SchemaPrefix.LENGTH, value.length - SchemaPrefix.LENGTH, null);
    try {
      Object datum = new GenericDatumReader<>(schema).read(null, decoder);
      if (decoder.isEnd()) {
        return PlainAvro.plain(datum, schema);
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UnreadableValueException("the value does not fit its Avro schema");
    }
    throw new UnreadableValueException("the value is longer than its Avro schema tells");
  }

  private static byte[] rest(byte[] value) {
    return Arrays.copyOfRange(value, SchemaPrefix.LENGTH, value.length);
  }
}
