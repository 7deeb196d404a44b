package io.sunpress.storage;

import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One bucket: an answer, nothing there, or a {@link StoreException}. */
final class S3Bucket {
  /** What is lost if a caller asks for more: a picture is 200 kB, nothing of ours is above this. */
  static final int MAX_BYTES = 8 << 20;

  /** The one object that every process may read, whatever else it may. */
  static final String ID_KEY_MARK = "sunpress/id-key.fingerprint";

  private static final Map<String, String> CREATE_ONLY = Map.of("If-None-Match", "*");
  private static final String PROBE = "probes/create-only";
  private static final int CONFLICT_TRIES = 5;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Client client;
  private final boolean mayMake;

  /** Whether the server refuses to overwrite by itself; unknown until the first look. */
  private volatile @Nullable Boolean createOnly;

  S3Bucket(S3ConnectionSettings settings, OkHttpClient.Builder http) {
    this.client = new S3Client(settings, http);
    this.mayMake = settings.createBucket();
  }

  Optional<S3Reply> stat(String key) {
    S3Reply head = client.head(key);
    if (head.isSuccess()) {
      return Optional.of(head);
    }
    return isUnclear(head) ? get(key) : absent(head, "look up");
  }

  Optional<byte[]> read(String key) {
    return get(key).map(S3Reply::body);
  }

  /**
   * A store does not tell those who may not list whether a key is missing or forbidden. It is
   * missing where another object can be read.
   */
  private Optional<S3Reply> get(String key) {
    S3Reply reply = client.get(key);
    if (reply.isSuccess()) {
      return Optional.of(reply);
    }
    boolean missing =
        reply.problem() == StoreProblem.DENIED
            && !key.equals(ID_KEY_MARK)
            && client.get(ID_KEY_MARK).isSuccess();
    return missing ? Optional.empty() : absent(reply, "read");
  }

  private static Optional<S3Reply> absent(S3Reply reply, String doing) {
    if (reply.status() == NOT_FOUND && reply.problem() != StoreProblem.NO_BUCKET) {
      return Optional.empty();
    }
    throw reply.refused(doing);
  }

  /** A reply to HEAD has no body that names the cause, and some keys may GET and not HEAD. */
  private static boolean isUnclear(S3Reply head) {
    return head.status() != NOT_FOUND && (head.status() < 500 || head.status() == NOT_IMPLEMENTED);
  }

  /**
   * Creates an object unless there is one. Where the server can't do that by itself (501, or it
   * would overwrite all the same) by a look and a plain PUT: two writers of one name write the same
   * thing.
   *
   * @return whether it was created; false where one of that name was there
   */
  boolean create(String key, S3Client.Content content) {
    if (createsOnly()) {
      return tryCreate(key, content);
    }
    if (stat(key).isPresent()) {
      return false;
    }
    put(key, content);
    return true;
  }

  /** Stores, whatever was there. */
  void put(String key, S3Client.Content content) {
    S3Reply reply = client.put(key, content, Map.of());
    if (!reply.isSuccess()) {
      throw reply.refused("store");
    }
  }

  /**
   * Whether the server refuses to overwrite by itself: one that takes the same key twice does not.
   * Found out once; one small object stays behind.
   */
  boolean createsOnly() {
    Boolean known = createOnly;
    if (known == null) {
      known = !takesProbe() || !takesProbe();
      createOnly = known;
    }
    return known;
  }

  /**
   * Some servers answer 501 to a condition that they don't know; some 400, and take a plain PUT.
   */
  private boolean takesProbe() {
    S3Client.Content probe = S3Client.Content.text(new byte[] {'1'});
    S3Reply reply = putUndisturbed(PROBE, probe);
    if (reply.status() == BAD_REQUEST) {
      put(PROBE, probe);
      return true;
    }
    return reply.status() == NOT_IMPLEMENTED || created(reply);
  }

  private boolean tryCreate(String key, S3Client.Content content) {
    return created(putUndisturbed(key, content));
  }

  private static boolean created(S3Reply reply) {
    if (!reply.isSuccess() && reply.status() != PRECONDITION_FAILED) {
      throw reply.refused("store");
    }
    return reply.isSuccess();
  }

  /** 409 means that another writer is at work this moment: a second request shows who won. */
  private S3Reply putUndisturbed(String key, S3Client.Content content) {
    S3Reply reply = client.put(key, content, CREATE_ONLY);
    for (int i = 1; reply.status() == CONFLICT && i < CONFLICT_TRIES; i++) {
      reply = client.put(key, content, CREATE_ONLY);
    }
    return reply;
  }

  /**
   * Looks for the bucket, without writing. Who may neither look at it nor read the mark is believed
   * for now: the first object that is written or read shows it.
   */
  boolean exists() {
    S3Reply head = client.headBucket();
    S3Reply reply = isUnclear(head) && !head.isSuccess() ? client.get(ID_KEY_MARK) : head;
    if (reply.isSuccess() || reply.problem() == StoreProblem.DENIED) {
      return true;
    }
    if (reply.status() != NOT_FOUND) {
      throw reply.refused("find the bucket of");
    }
    return reply != head && reply.problem() != StoreProblem.NO_BUCKET;
  }

  boolean existsOrMake() {
    boolean there = exists();
    if (!there && mayMake) {
      make();
      return true;
    }
    return there;
  }

  /** Two processes may start on a new server at once: 409 means that the other one made it. */
  private void make() {
    S3Reply reply = client.makeBucket();
    if (!reply.isSuccess() && !reply.code().equals("BucketAlreadyOwnedByYou")) {
      throw reply.refused("make the bucket of");
    }
  }
}
