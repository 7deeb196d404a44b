package io.sunpress.storage;

import java.util.Objects;

/**
 * What is in the bucket.
 *
 * @param bytes the object's size
 * @param sha256 its hash, 64 hexadecimal digits
 */
public record PictureMetadata(long bytes, String sha256) {
  public PictureMetadata {
    Objects.requireNonNull(sha256, "sha256");
  }
}
