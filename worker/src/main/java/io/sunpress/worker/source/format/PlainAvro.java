package io.sunpress.worker.source.format;

import com.google.protobuf.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's generic values as plain ones: of a union the value, of an enum its name, of a decimal its
 * digits as text, of dates and times the number that was written.
 */
final class PlainAvro {
  private PlainAvro() {}

  static Object plain(@Nullable Object datum, Schema schema) {
    if (datum == null) {
      return NullValue.NULL_VALUE;
    }
    return switch (schema.getType()) {
      case UNION -> plain(datum, branch(datum, schema));
      case RECORD -> members((IndexedRecord) datum);
      case MAP -> entries((Map<?, ?>) datum, schema.getValueType());
      case ARRAY -> elements((Iterable<?>) datum, schema.getElementType());
      case BYTES -> bytes(array((ByteBuffer) datum), schema);
      case FIXED -> bytes(((GenericFixed) datum).bytes(), schema);
      case STRING, ENUM -> datum.toString();
      case INT, LONG -> ((Number) datum).longValue();
      case FLOAT, DOUBLE -> ((Number) datum).doubleValue();
      case BOOLEAN -> datum;
      case NULL -> NullValue.NULL_VALUE;
    };
  }

  private static Schema branch(Object datum, Schema union) {
    return union.getTypes().get(GenericData.get().resolveUnion(union, datum));
  }

  private static Object members(IndexedRecord generic) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Schema.Field field : generic.getSchema().getFields()) {
      members.put(field.name(), plain(generic.get(field.pos()), field.schema()));
    }
    return members;
  }

  private static Object entries(Map<?, ?> generic, Schema values) {
    Map<String, Object> entries = new LinkedHashMap<>();
    generic.forEach((key, value) -> entries.put(key.toString(), plain(value, values)));
    return entries;
  }

  private static Object elements(Iterable<?> generic, Schema element) {
    List<Object> elements = new ArrayList<>();
    generic.forEach(one -> elements.add(plain(one, element)));
    return elements;
  }

  private static Object bytes(byte[] bytes, Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString()
        : bytes;
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
