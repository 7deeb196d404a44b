package io.sunpress.api.ledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * The ledger's directory can't be read or written. Nothing is lost by it: what stands there is a
 * copy of the topics and is read again.
 */
public final class LedgerBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerBrokenException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
