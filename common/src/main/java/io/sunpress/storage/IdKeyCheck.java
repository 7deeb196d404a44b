package io.sunpress.storage;

/** Whether this process's id-key is the one that the bucket's pictures are named by. */
public sealed interface IdKeyCheck {

  /** It is, or the bucket was new and has been marked with it. */
  record Same() implements IdKeyCheck {}

  /**
   * It is not: this process would name every code anew. It must not start.
   *
   * @param inBucket the fingerprint that the bucket is marked with
   * @param here this process's
   */
  record Other(String inBucket, String here) implements IdKeyCheck {}

  /**
   * The store did not answer: ask again.
   *
   * @param cause one sentence
   */
  record Away(String cause) implements IdKeyCheck {}
}
