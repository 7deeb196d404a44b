package io.sunpress.api.auth;

/** Whether callers need a key. */
public enum AuthMode {
  /** Everybody needs one. */
  REQUIRED,
  /** Who comes from this machine needs none for the default app; a wrong one is refused. */
  OPTIONAL,
  /** Nobody needs one, and none is looked at. */
  NONE
}
