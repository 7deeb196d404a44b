package io.sunpress.worker.source.mapping;

/** A mapping that can't be used. Its message names the place and quotes the setting. */
public final class InvalidMappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidMappingException(String message) {
    super(message);
  }

  /** The same, at a place. */
  InvalidMappingException at(String place) {
    return new InvalidMappingException(place + ": " + getMessage());
  }
}
