package io.sunpress.installation;

import io.sunpress.secret.Secret;
import java.util.Objects;

/**
 * The one key pair that an S3 server knows.
 *
 * @param user the access key
 * @param secret the secret key
 */
public record StorageCredentials(Secret user, Secret secret) {
  public StorageCredentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(secret, "secret");
  }

  public static StorageCredentials of(String user, String secret) {
    return new StorageCredentials(Secret.of(user), Secret.of(secret));
  }
}
