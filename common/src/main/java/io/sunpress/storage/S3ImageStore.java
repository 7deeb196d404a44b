package io.sunpress.storage;

import io.sunpress.code.PictureKey;
import io.sunpress.digest.Sha256;
import java.util.Map;
import java.util.Optional;

/** Pictures in an S3 bucket, with their hash as metadata, cacheable for ever. */
final class S3ImageStore implements ImageStore {
  private static final String HASH = "x-amz-meta-sha256";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  /** Among the pictures, where a key's rights may end; no picture has this name. */
  private static final String PICTURE_PROBE = "codes/probe";

  private final S3Bucket s3Bucket;

  S3ImageStore(S3Bucket s3Bucket) {
    this.s3Bucket = s3Bucket;
  }

  @Override
  public Optional<PictureMetadata> find(PictureKey name) {
    return s3Bucket.stat(name.path()).map(reply -> stored(name, reply));
  }

  @Override
  public CreateResult create(PictureKey name, Picture picture) {
    boolean created = s3Bucket.create(name.path(), content(picture));
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
          ? new StoreCheckResult.Ready(s3Bucket.createsOnly())
          : new StoreCheckResult.Away(
              StoreProblem.NO_BUCKET, "the bucket does not exist and may not be made");
    } catch (StoreException e) {
      return StoreCheckResult.Away.of(e);
    }
  }

  @Override
  public StoreCheckResult checkTakes(Picture like) {
    StoreCheckResult state = check();
    if (state instanceof StoreCheckResult.Ready) {
      try {
        byte[] zeros = new byte[like.bytes().length];
        s3Bucket.put(
            PICTURE_PROBE,
            new S3Client.Content(zeros, Sha256.hex(zeros), like.format().contentType(), Map.of()));
      } catch (StoreException e) {
        return StoreCheckResult.Away.of(e);
      }
    }
    return state;
  }

  private static S3Client.Content content(Picture picture) {
    return new S3Client.Content(
        picture.bytes(),
        picture.sha256(),
        picture.format().contentType(),
        Map.of("Cache-Control", IMMUTABLE, HASH, picture.sha256()));
  }

  /** A server that leaves out one of the two is read. */
  private PictureMetadata stored(PictureKey name, S3Reply reply) {
    String size = reply.headers().get("Content-Length");
    String hash = reply.headers().get(HASH);
    if (size != null && hash != null) {
      return new PictureMetadata(Long.parseLong(size), hash);
    }
    byte[] bytes = s3Bucket.read(name.path()).orElseThrow(S3ImageStore::wentAway);
    return new PictureMetadata(bytes.length, Sha256.hex(bytes));
  }

  /** Somebody deletes at this very moment: the next try finds it settled. */
  private static StoreException wentAway() {
    return new StoreException(
        StoreProblem.OTHER, "a picture went away while it was looked at", null);
  }
}
