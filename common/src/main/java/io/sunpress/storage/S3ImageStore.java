package io.sunpress.storage;

import io.minio.StatObjectResponse;
import io.sunpress.code.PictureName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Pictures in an S3 bucket, with their hash as metadata, cacheable for ever. */
final class S3ImageStore implements ImageStore {
  private static final String HASH = "sha256";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final Bucket bucket;

  S3ImageStore(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<StoredPicture> find(PictureName name) {
    return bucket.stat(name.path()).map(stat -> stored(name, stat));
  }

  @Override
  public Creation create(PictureName name, Picture picture) {
    boolean created =
        bucket.create(
            name.path(), picture.bytes(), picture.format().contentType(), headers(picture));
    return created
        ? new Creation.Created(new StoredPicture(picture.bytes().length, picture.sha256()))
        : new Creation.Existed(find(name).orElseThrow(S3ImageStore::wentAway));
  }

  @Override
  public Optional<Picture> read(PictureName name) {
    return bucket.read(name.path()).map(bytes -> Picture.of(name.format(), bytes));
  }

  @Override
  public StoreState check() {
    try {
      return bucket.existsOrMake()
          ? new StoreState.Ready(bucket.probeCreateOnly())
          : new StoreState.Away("the bucket does not exist and may not be made");
    } catch (StoreException e) {
      return new StoreState.Away(e.getMessage());
    }
  }

  private static Map<String, String> headers(Picture picture) {
    return Map.of("Cache-Control", IMMUTABLE, "x-amz-meta-" + HASH, picture.sha256());
  }

  private StoredPicture stored(PictureName name, StatObjectResponse stat) {
    return new StoredPicture(stat.size(), hash(stat).orElseGet(() -> readHash(name)));
  }

  /** Servers change the case of metadata keys. */
  private static Optional<String> hash(StatObjectResponse stat) {
    return StreamSupport.stream(stat.userMetadata().spliterator(), false)
        .filter(entry -> entry.getKey().equalsIgnoreCase(HASH))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String readHash(PictureName name) {
    return bucket.read(name.path()).map(Picture::sha256Of).orElseThrow(S3ImageStore::wentAway);
  }

  /** Somebody deletes at this very moment: the next try finds it settled. */
  private static StoreException wentAway() {
    return new StoreException("a picture went away while it was looked at", null);
  }
}
