package io.sunpress.storage;

/** Where the bucket stands in an address. */
public enum AddressingStyle {
  /**
   * In the host name at the services that want it there, else in the path; in the host name from
   * then on where the server refuses the path.
   */
  AUTO,
  /** {@code https://host/bucket/key}. */
  PATH,
  /** {@code https://bucket.host/key}. */
  VIRTUAL_HOST
}
