package io.sunpress.worker.source.mapping;

/** What a template gives for one record or row. */
sealed interface TemplateResult {

  /**
   * A text.
   *
   * @param value not empty
   */
  record Text(String value) implements TemplateResult {}

  /** An optional part is empty: the request gets no such member. */
  record LeftOut() implements TemplateResult {}

  /**
   * There is no text.
   *
   * @param reason quotes the expression, never the record
   */
  record Refused(String reason) implements TemplateResult {}
}
