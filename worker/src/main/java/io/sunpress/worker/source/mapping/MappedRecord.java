package io.sunpress.worker.source.mapping;

import java.util.List;

/** What becomes of a record of a source. */
public sealed interface MappedRecord {

  /** It is of no interest. */
  record Skipped() implements MappedRecord {}

  /**
   * It was read.
   *
   * @param rows one for each element of {@code each}, or a single one
   */
  record Rows(List<MappedRow> rows) implements MappedRecord {
    public Rows {
      rows = List.copyOf(rows);
    }
  }
}
