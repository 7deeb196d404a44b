package io.sunpress.worker.command;

/** The command was called wrongly; the text is for whoever called it. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String text) {
    super(text);
  }
}
