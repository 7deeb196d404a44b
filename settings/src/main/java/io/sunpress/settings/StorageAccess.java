package io.sunpress.settings;

import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import java.util.Optional;

/** What a process does with the store: so much is looked for before its work begins. */
public enum StorageAccess {
  /** Needs no right to write. */
  READS,
  WRITES;

  Optional<StoreCheckResult.Away> check(S3Storage storage) {
    if (this == READS) {
      return storage.checkBucket();
    }
    return storage.images().check() instanceof StoreCheckResult.Away away
        ? Optional.of(away)
        : Optional.empty();
  }
}
