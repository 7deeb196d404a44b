package io.sunpress.bench.measure;

import java.util.Objects;

/**
 * A picture in the bucket.
 *
 * @param key its whole name: {@code codes/{app}/{codeId}.jpg}
 * @param sha256 of its bytes, as read back
 */
public record StoredObject(String key, String sha256) {
  public StoredObject {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(sha256, "sha256");
  }

  String codeId() {
    String file = key.substring(key.lastIndexOf('/') + 1);
    return file.substring(0, Math.max(0, file.indexOf('.')));
  }
}
