package io.sunpress.worker.source.format;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The zero byte and four bytes of id that the serializers of schema registries put before a value.
 *
 * @param schemaId by which the registry knows the schema
 */
record SchemaPrefix(int schemaId) {
  static final int LENGTH = 5;

  static Optional<SchemaPrefix> of(byte[] value) {
    return value.length >= LENGTH && value[0] == 0
        ? Optional.of(new SchemaPrefix(ByteBuffer.wrap(value, 1, 4).getInt()))
        : Optional.empty();
  }

  static boolean isGlue(byte[] value) {
    return value.length > 2 && value[0] == 3 && (value[1] == 0 || value[1] == 5);
  }
}
