package io.sunpress.storage;

import io.sunpress.secret.Secret;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the keys come from that requests to the store are signed with. */
public sealed interface StoreCredentials {

  /** A pair that does not change. */
  record Keys(Secret accessKey, Secret secretKey) implements StoreCredentials {
    public Keys {
      Objects.requireNonNull(accessKey, "accessKey");
      Objects.requireNonNull(secretKey, "secretKey");
    }
  }

  /**
   * Files that hold one value each and are read again when they change.
   *
   * @param sessionToken for temporary keys
   */
  record KeyFiles(Path accessKey, Path secretKey, Optional<Path> sessionToken)
      implements StoreCredentials {
    public KeyFiles {
      Objects.requireNonNull(accessKey, "accessKey");
      Objects.requireNonNull(secretKey, "secretKey");
      Objects.requireNonNull(sessionToken, "sessionToken");
    }
  }

  /** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}. */
  record Environment() implements StoreCredentials {}

  /**
   * The role of the machine, the container or the service account, as AWS and those who copy it
   * hand them out: web identity where {@code AWS_WEB_IDENTITY_TOKEN_FILE} is set.
   */
  record Role() implements StoreCredentials {}
}
