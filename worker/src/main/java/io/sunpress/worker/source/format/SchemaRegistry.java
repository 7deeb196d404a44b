package io.sunpress.worker.source.format;

/** Where schemas are found by their ids. */
public interface SchemaRegistry {

  /** Looks a schema up; blocks for some seconds at most. */
  SchemaLookup find(int schemaId);
}
