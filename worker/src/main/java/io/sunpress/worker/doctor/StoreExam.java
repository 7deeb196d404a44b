package io.sunpress.worker.doctor;

import io.sunpress.code.IdKey;
import io.sunpress.settings.StorageProperties;
import io.sunpress.storage.S3Storage;
import io.sunpress.storage.StoreCheckResult;
import io.sunpress.storage.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Bucket, rights, create-only and the id-key. Makes no bucket and no mark. */
final class StoreExam {
  private final S3Storage storage;
  private final StorageProperties settings;
  private final IdKey idKey;

  StoreExam(S3Storage storage, StorageProperties settings, IdKey idKey) {
    this.storage = storage;
    this.settings = settings;
    this.idKey = idKey;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Finding bucket = bucket();
    findings.add(bucket);
    if (bucket.level() != Level.OK) {
      List.of("rights", "create-only", "id-key")
          .forEach(thing -> findings.add(Finding.unseen(thing, "bucket")));
      return findings;
    }
    Finding rights = rights();
    findings.add(rights);
    findings.add(
        rights.level() == Level.OK ? createOnly() : Finding.unseen("create-only", "rights"));
    findings.add(idKey());
    return findings;
  }

  private Finding bucket() {
    try {
      return storage.exists()
          ? Finding.ok("bucket", "%s is there", "存储桶 %s 已存在", settings.bucket())
          : missing();
    } catch (StoreException e) {
      return Finding.fail(
          "bucket",
          "%s: look at sunpress.storage.endpoint, .access-key, .secret-key and the key's rights",
          "无法访问存储桶（%s）：请检查 sunpress.storage.endpoint、.access-key、.secret-key 及该密钥的权限",
          e.getMessage());
    }
  }

  private Finding missing() {
    return settings.createBucket()
        ? Finding.warn(
            "bucket",
            "%s is not there: the first start makes it (sunpress.storage.create-bucket)",
            "存储桶 %s 不存在：首次启动时会自动创建（sunpress.storage.create-bucket）",
            settings.bucket())
        : Finding.fail(
            "bucket",
            "%s is not there: make it, or set sunpress.storage.create-bucket",
            "存储桶 %s 不存在：请创建，或开启 sunpress.storage.create-bucket",
            settings.bucket());
  }

  private Finding rights() {
    try {
      storage.tryRights();
      return Finding.ok(
          "rights",
          "objects can be created and read (probes/rights stays in the bucket)",
          "可以写入和读取对象（存储桶中会保留 probes/rights）");
    } catch (StoreException e) {
      return Finding.fail(
          "rights",
          "%s: give the key PutObject and GetObject on the whole bucket",
          "权限不足（%s）：请为该密钥授予整个存储桶的 PutObject 与 GetObject 权限",
          e.getMessage());
    }
  }

  private Finding createOnly() {
    return storage.images().check() instanceof StoreCheckResult.Ready ready && ready.createOnly()
        ? Finding.ok(
            "create-only",
            "the store refuses to overwrite (If-None-Match)",
            "存储拒绝覆盖已有对象（If-None-Match）")
        : Finding.warn(
            "create-only",
            "the store would overwrite (no If-None-Match): a code that is drawn twice at once is"
                + " stored twice; use a server that knows conditional writes",
            "存储不支持条件写入（If-None-Match）：同一码并发生成时会写入两次；建议改用支持条件写入的服务");
  }

  private Finding idKey() {
    try {
      return storage
          .idKeyMark()
          .map(this::marked)
          .orElseGet(
              () ->
                  Finding.ok(
                      "id-key",
                      "%s; the bucket is new, the first start marks it with this key",
                      "%s；存储桶尚无标记，首次启动时会写入",
                      idKey.fingerprint()));
    } catch (StoreException e) {
      return Finding.fail(
          "id-key", "%s: the bucket's mark can't be read", "%s：无法读取存储桶中的标记", e.getMessage());
    }
  }

  private Finding marked(String mark) {
    return mark.equals(idKey.fingerprint())
        ? Finding.ok("id-key", "%s, the same as the bucket's", "%s，与存储桶一致", mark)
        : Finding.fail(
            "id-key",
            "%s here, %s in the bucket: set sunpress.id-key to the key that the bucket's pictures"
                + " are named by",
            "本机为 %s，存储桶为 %s：请把 sunpress.id-key 设为该存储桶所用的密钥",
            idKey.fingerprint(),
            mark);
  }
}
