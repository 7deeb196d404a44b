package io.sunpress.worker.source.format;

import java.util.Map;

/** A record whose value was read, or not. */
public sealed interface ReadRecord {

  /** It has no value: a deletion in a compacted topic. */
  record Tombstone() implements ReadRecord {}

  /**
   * It was read.
   *
   * @param value plain values; of a CloudEvent, the data
   * @param event a CloudEvent's attributes; empty for other records
   * @param name of no other record, the same on every reading
   */
  record Value(Object value, Map<String, Object> event, String name) implements ReadRecord {}

  /**
   * It can't be read, now or ever.
   *
   * @param reason without the bytes
   */
  record Unreadable(String reason) implements ReadRecord {}
}
