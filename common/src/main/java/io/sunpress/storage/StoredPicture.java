package io.sunpress.storage;

import java.util.Objects;

/**
 * What is in the bucket.
 *
 * @param bytes the object's size
 * @param sha256 its hash, 64 hexadecimal digits
 */
public record StoredPicture(long bytes, String sha256) {
  public StoredPicture {
    Objects.requireNonNull(sha256, "sha256");
  }
}
