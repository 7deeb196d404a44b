package io.sunpress.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sunpress.code.IdKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** An installation's bucket: its pictures, and the mark of the key that names them. */
public final class S3Storage {
  private static final String ID_KEY_MARK = "sunpress/id-key.fingerprint";
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
    return new S3Storage(new S3Bucket(address));
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
    return s3Bucket.read(ID_KEY_MARK).map(S3Storage::text);
  }

  /**
   * Creates a small object, which stays, and reads it back: the two rights that work needs.
   *
   * @throws StoreException if either is refused
   */
  public void tryRights() {
    s3Bucket.create(RIGHTS_PROBE, PROBE, "text/plain", Map.of());
    if (s3Bucket.read(RIGHTS_PROBE).filter(read -> Arrays.equals(read, PROBE)).isEmpty()) {
      throw new StoreException("the store does not give back what it was given", null);
    }
  }

  private String mark(String fingerprint) {
    return idKeyMark().orElseGet(() -> createMark(fingerprint));
  }

  /** Two processes may start on a new bucket at once: the first one's mark stays. */
  private String createMark(String fingerprint) {
    boolean created =
        s3Bucket.create(ID_KEY_MARK, fingerprint.getBytes(US_ASCII), "text/plain", Map.of());
    return created ? fingerprint : s3Bucket.read(ID_KEY_MARK).map(S3Storage::text).orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII).strip();
  }
}
