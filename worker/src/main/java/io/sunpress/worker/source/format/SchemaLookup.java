package io.sunpress.worker.source.format;

/** What a schema registry answers. */
public sealed interface SchemaLookup {

  /**
   * The schema.
   *
   * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
   * @param text as it was registered
   */
  record Found(String type, String text) implements SchemaLookup {}

  /** There is no such schema, and there will not be one by this id. */
  record Unknown() implements SchemaLookup {}

  /**
   * The registry is away, or refuses us: the source waits.
   *
   * @param cause without credentials
   */
  record Unavailable(String cause) implements SchemaLookup {}
}
