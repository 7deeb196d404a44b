package io.sunpress.api.ledger;

/**
 * The ledger's directory can't be read or written. Nothing is lost by it: what stands there is read
 * again from the topics, at the next start at the latest.
 */
public final class LedgerBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerBrokenException(String what, Throwable cause) {
    super(what, cause);
  }
}
