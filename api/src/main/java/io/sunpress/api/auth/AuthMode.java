package io.sunpress.api.auth;

/** Whether callers need a key. */
public enum AuthMode {
  /** Everybody needs one. */
  REQUIRED,
  /**
   * Programs on this machine need none for the default app; a wrong one is refused. Only for an API
   * that no other machine can reach.
   */
  OPTIONAL,
  /** Nobody needs one, and none is looked at; web pages of foreign origins are refused. */
  NONE
}
