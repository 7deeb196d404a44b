package io.sunpress.worker.source.mapping;

/** What an expression gives for one record. */
sealed interface ExpressionResult {

  /**
   * A value that is not null.
   *
   * @param value a text, number, boolean, list, map or bytes
   */
  record Found(Object value) implements ExpressionResult {}

  /** The record lacks a member that the expression names, or the member is null. */
  record NotFound() implements ExpressionResult {}

  /** An optional ({@code .?}) that is empty: the record need not have it. */
  record EmptyOptional() implements ExpressionResult {}

  /**
   * The expression can't be evaluated for this record.
   *
   * @param reason quotes the expression, never the record
   */
  record Failed(String reason) implements ExpressionResult {}
}
