package io.sunpress.api.auth;

/** What a key may be used for. */
public enum Role {
  /** Asking for codes. */
  SUBMIT,
  /** Looking at jobs. */
  READ,
  /** Looking at how the installation fares. */
  OPERATE
}
