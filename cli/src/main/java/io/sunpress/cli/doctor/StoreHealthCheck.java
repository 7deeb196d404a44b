package io.sunpress.cli.doctor;

import io.sunpress.code.IdKey;
import io.sunpress.settings.StorageProperties;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import io.sunpress.storage.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Bucket, rights, create-only and the id-key. Creates no bucket and no mark. */
final class StoreHealthCheck {
  private final S3Storage storage;
  private final StorageProperties settings;
  private final IdKey idKey;

  StoreHealthCheck(S3Storage storage, StorageProperties settings, IdKey idKey) {
    this.storage = storage;
    this.settings = settings;
    this.idKey = idKey;
  }

  List<HealthFinding> findings() {
    List<HealthFinding> findings = new ArrayList<>();
    HealthFinding bucket = bucket();
    findings.add(bucket);
    if (bucket.level() != FindingLevel.OK) {
      List.of("rights", "create-only", "id-key")
          .forEach(subject -> findings.add(HealthFinding.unchecked(subject, "bucket")));
      return findings;
    }
    HealthFinding rights = rights();
    findings.add(rights);
    findings.add(
        rights.level() == FindingLevel.OK
            ? createOnly()
            : HealthFinding.unchecked("create-only", "rights"));
    findings.add(idKey());
    return findings;
  }

  private HealthFinding bucket() {
    try {
      if (storage.exists()) {
        return HealthFinding.ok("bucket.there", settings.bucket());
      }
      return settings.createBucket()
          ? HealthFinding.warn("bucket.new", settings.bucket())
          : HealthFinding.fail("bucket.missing", settings.bucket());
    } catch (StoreException e) {
      return HealthFinding.fail("bucket.inaccessible", e.getMessage());
    }
  }

  private HealthFinding rights() {
    try {
      storage.tryRights();
      return HealthFinding.ok("rights.enough");
    } catch (StoreException e) {
      return HealthFinding.fail("rights.missing", e.getMessage());
    }
  }

  private HealthFinding createOnly() {
    return storage.images().check() instanceof StoreCheckResult.Ready ready && ready.createOnly()
        ? HealthFinding.ok("create-only.kept")
        : HealthFinding.warn("create-only.ignored");
  }

  private HealthFinding idKey() {
    try {
      return storage
          .idKeyMark()
          .map(this::compared)
          .orElseGet(() -> HealthFinding.ok("id-key.new", idKey.fingerprint()));
    } catch (StoreException e) {
      return HealthFinding.fail("id-key.unreadable", e.getMessage());
    }
  }

  private HealthFinding compared(String mark) {
    return mark.equals(idKey.fingerprint())
        ? HealthFinding.ok("id-key.same", mark)
        : HealthFinding.fail("id-key.other", idKey.fingerprint(), mark);
  }
}
