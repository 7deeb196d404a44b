package io.sunpress.storage;

/**
 * The store could not do it now: not reached, not allowed, not able. Nothing is known to be stored.
 * The text names no key, no signature and no URL.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String what, Throwable cause) {
    super(what, cause);
  }
}
