package io.sunpress.worker.source.format;

/** Bytes that are not of a format. Its message holds nothing of the bytes. */
public final class UnreadableValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one English sentence
   */
  public UnreadableValueException(String reason) {
    super(reason);
  }
}
