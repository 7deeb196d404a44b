package io.sunpress.storage;

/** Whether this process's id-key is the one that the bucket's pictures are named by. */
public sealed interface IdKeyCheckResult {

  /** It is, or the bucket was new and has been marked with it. */
  record Same() implements IdKeyCheckResult {}

  /**
   * It is not: this process would name every code anew. It must not start.
   *
   * @param inBucket the fingerprint that the bucket is marked with
   * @param here this process's
   */
  record Other(String inBucket, String here) implements IdKeyCheckResult {}

  /**
   * The store did not answer: ask again.
   *
   * @param cause one sentence
   */
  record Away(String cause) implements IdKeyCheckResult {}
}
