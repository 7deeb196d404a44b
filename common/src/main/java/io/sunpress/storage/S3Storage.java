package io.sunpress.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sunpress.code.IdKey;
import java.util.Arrays;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** An installation's bucket: its pictures, and the mark of the key that names them. */
public final class S3Storage {
  private static final String RIGHTS_PROBE = "probes/rights";
  private static final byte[] PROBE = {'1'};

  private final S3Bucket s3Bucket;
  private final ImageStore images;

  private S3Storage(S3Bucket s3Bucket) {
    this.s3Bucket = s3Bucket;
    this.images = new S3ImageStore(s3Bucket);
  }

  /** Prepares to use a bucket; nothing is sent yet. */
  public static S3Storage at(S3ConnectionSettings address) {
    return at(address, new OkHttpClient.Builder());
  }

  static S3Storage at(S3ConnectionSettings address, OkHttpClient.Builder http) {
    return new S3Storage(new S3Bucket(address, http));
  }

  /** The pictures. */
  public ImageStore images() {
    return images;
  }

  /** Compares the id-key with the bucket's mark, and marks a new bucket. Never throws. */
  public IdKeyCheckResult checkIdKey(IdKey key) {
    try {
      if (!s3Bucket.existsOrMake()) {
        return new IdKeyCheckResult.Away("the bucket does not exist and may not be made");
      }
      String mark = mark(key.fingerprint());
      return mark.equals(key.fingerprint())
          ? new IdKeyCheckResult.Same()
          : new IdKeyCheckResult.Other(mark, key.fingerprint());
    } catch (StoreException e) {
      return new IdKeyCheckResult.Away(e.getMessage());
    }
  }

  /** Looks for the bucket, and makes it where it may; writes no object. Never throws. */
  public Optional<StoreCheckResult.Away> checkBucket() {
    try {
      return s3Bucket.existsOrMake()
          ? Optional.empty()
          : Optional.of(
              new StoreCheckResult.Away(
                  StoreProblem.NO_BUCKET, "the bucket does not exist and may not be made"));
    } catch (StoreException e) {
      return Optional.of(StoreCheckResult.Away.of(e));
    }
  }

  /**
   * Whether the bucket is there; makes nothing.
   *
   * @throws StoreException if the store does not answer
   */
  public boolean exists() {
    return s3Bucket.exists();
  }

  /**
   * The fingerprint that the bucket is marked with; empty where it is new. Marks nothing.
   *
   * @throws StoreException if the store does not answer
   */
  public Optional<String> idKeyMark() {
    return s3Bucket.read(S3Bucket.ID_KEY_MARK).map(S3Storage::text);
  }

  /**
   * Creates a small object, which stays, and reads it back: the two rights that work needs.
   *
   * @throws StoreException if either is refused
   */
  public void tryRights() {
    s3Bucket.create(RIGHTS_PROBE, S3Client.Content.text(PROBE));
    if (s3Bucket.read(RIGHTS_PROBE).filter(read -> Arrays.equals(read, PROBE)).isEmpty()) {
      throw new StoreException(
          StoreProblem.OTHER, "the store does not give back what it was given", null);
    }
  }

  /** Who may not list can't tell a missing mark from a forbidden one: it tries to create it. */
  private String mark(String fingerprint) {
    try {
      return idKeyMark().orElseGet(() -> createMark(fingerprint));
    } catch (StoreException e) {
      if (e.problem() != StoreProblem.DENIED) {
        throw e;
      }
      return createMark(fingerprint);
    }
  }

  /** Two processes may start on a new bucket at once: the first one's mark stays. */
  private String createMark(String fingerprint) {
    boolean created =
        s3Bucket.create(
            S3Bucket.ID_KEY_MARK, S3Client.Content.text(fingerprint.getBytes(US_ASCII)));
    return created
        ? fingerprint
        : s3Bucket.read(S3Bucket.ID_KEY_MARK).map(S3Storage::text).orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII).strip();
  }
}
