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

  private final Bucket bucket;
  private final ImageStore images;

  private S3Storage(Bucket bucket) {
    this.bucket = bucket;
    this.images = new S3ImageStore(bucket);
  }

  /** Prepares to use a bucket; nothing is sent yet. */
  public static S3Storage at(StoreAddress address) {
    return new S3Storage(new Bucket(address));
  }

  /** The pictures. */
  public ImageStore images() {
    return images;
  }

  /** Compares the id-key with the bucket's mark, and marks a new bucket. Never throws. */
  public IdKeyCheck checkIdKey(IdKey key) {
    try {
      if (!bucket.existsOrMake()) {
        return new IdKeyCheck.Away("the bucket does not exist and may not be made");
      }
      String mark = mark(key.fingerprint());
      return mark.equals(key.fingerprint())
          ? new IdKeyCheck.Same()
          : new IdKeyCheck.Other(mark, key.fingerprint());
    } catch (StoreException e) {
      return new IdKeyCheck.Away(e.getMessage());
    }
  }

  /**
   * Whether the bucket is there; makes nothing.
   *
   * @throws StoreException if the store does not say
   */
  public boolean exists() {
    return bucket.exists();
  }

  /**
   * The fingerprint that the bucket is marked with; empty where it is new. Marks nothing.
   *
   * @throws StoreException if the store does not say
   */
  public Optional<String> idKeyMark() {
    return bucket.read(ID_KEY_MARK).map(S3Storage::text);
  }

  /**
   * Creates a small object, which stays, and reads it back: the two rights that work needs.
   *
   * @throws StoreException if either is refused
   */
  public void tryRights() {
    bucket.create(RIGHTS_PROBE, PROBE, "text/plain", Map.of());
    if (bucket.read(RIGHTS_PROBE).filter(read -> Arrays.equals(read, PROBE)).isEmpty()) {
      throw new StoreException("the store does not give back what it was given", null);
    }
  }

  private String mark(String fingerprint) {
    return idKeyMark().orElseGet(() -> createMark(fingerprint));
  }

  /** Two processes may start on a new bucket at once: the first one's mark stays. */
  private String createMark(String fingerprint) {
    boolean created =
        bucket.create(ID_KEY_MARK, fingerprint.getBytes(US_ASCII), "text/plain", Map.of());
    return created ? fingerprint : bucket.read(ID_KEY_MARK).map(S3Storage::text).orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII).strip();
  }
}
