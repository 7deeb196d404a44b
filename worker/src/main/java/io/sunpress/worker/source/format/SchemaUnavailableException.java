package io.sunpress.worker.source.format;

/** The registry is away: the value may be readable later, and its source waits. */
public final class SchemaUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaUnavailableException(String cause) {
    super(cause);
  }
}
