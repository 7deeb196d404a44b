package io.sunpress.storage;

import io.minio.StatObjectResponse;
import io.sunpress.code.PictureKey;
import io.sunpress.digest.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Pictures in an S3 bucket, with their hash as metadata, cacheable for ever. */
final class S3ImageStore implements ImageStore {
  private static final String HASH = "sha256";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final S3Bucket s3Bucket;

  S3ImageStore(S3Bucket s3Bucket) {
    this.s3Bucket = s3Bucket;
  }

  @Override
  public Optional<PictureMetadata> find(PictureKey name) {
    return s3Bucket.stat(name.path()).map(stat -> stored(name, stat));
  }

  @Override
  public CreateResult create(PictureKey name, Picture picture) {
    boolean created =
        s3Bucket.create(
            name.path(), picture.bytes(), picture.format().contentType(), headers(picture));
    return created
        ? new CreateResult.Created(new PictureMetadata(picture.bytes().length, picture.sha256()))
        : new CreateResult.Existed(find(name).orElseThrow(S3ImageStore::wentAway));
  }

  @Override
  public Optional<Picture> read(PictureKey name) {
    return s3Bucket.read(name.path()).map(bytes -> Picture.of(name.format(), bytes));
  }

  @Override
  public StoreCheckResult check() {
    try {
      return s3Bucket.existsOrMake()
          ? new StoreCheckResult.Ready(s3Bucket.probeCreateOnly())
          : new StoreCheckResult.Away("the bucket does not exist and may not be made");
    } catch (StoreException e) {
      return new StoreCheckResult.Away(e.getMessage());
    }
  }

  private static Map<String, String> headers(Picture picture) {
    return Map.of("Cache-Control", IMMUTABLE, "x-amz-meta-" + HASH, picture.sha256());
  }

  private PictureMetadata stored(PictureKey name, StatObjectResponse stat) {
    return new PictureMetadata(stat.size(), hash(stat).orElseGet(() -> readHash(name)));
  }

  /** Servers change the case of metadata keys. */
  private static Optional<String> hash(StatObjectResponse stat) {
    return StreamSupport.stream(stat.userMetadata().spliterator(), false)
        .filter(entry -> entry.getKey().equalsIgnoreCase(HASH))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String readHash(PictureKey name) {
    return s3Bucket.read(name.path()).map(Sha256::hex).orElseThrow(S3ImageStore::wentAway);
  }

  /** Somebody deletes at this very moment: the next try finds it settled. */
  private static StoreException wentAway() {
    return new StoreException("a picture went away while it was looked at", null);
  }
}
