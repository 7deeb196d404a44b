package io.sunpress.api.auth;

/** Why somebody is not let in. */
public enum AuthFailure {
  /** There is no key where one is needed. */
  NO_KEY,
  /** There is one, and it is nobody's. */
  WRONG_KEY,
  /** The same, too often. */
  TOO_MANY_WRONG_KEYS,
  /** The key is somebody's, but not for this. */
  NO_RIGHT,
  /** The key is shown more often than it may be. */
  TOO_FAST,
  /** A web page of another origin calls, and nobody needs a key. */
  FOREIGN_ORIGIN
}
