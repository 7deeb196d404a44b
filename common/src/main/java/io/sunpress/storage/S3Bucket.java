package io.sunpress.storage;

import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One bucket through the MinIO client. Turns its many exceptions into three things: an answer,
 * nothing there, or a {@link StoreException}.
 */
final class S3Bucket {
  /** What is lost if a caller asks for more: a picture is 200 kB, nothing of ours is above this. */
  static final int MAX_BYTES = 8 << 20;

  private static final String CREATE_ONLY = "If-None-Match";
  private static final String PROBE = "probes/create-only";
  private static final int CONFLICT_TRIES = 5;

  private final MinioClient client;
  private final S3ConnectionSettings address;

  /** Whether the server refuses to overwrite by itself; unknown until the first look. */
  private volatile @Nullable Boolean createOnly;

  S3Bucket(S3ConnectionSettings address) {
    this.address = address;
    MinioClient.Builder builder =
        MinioClient.builder()
            .endpoint(address.endpoint().toString())
            .credentials(address.accessKey().reveal(), address.secretKey().reveal())
            .httpClient(httpClient(address), true);
    address.region().ifPresent(builder::region);
    this.client = builder.build();
  }

  /** MinIO's own client keeps five idle connections: hundreds of workers would re-connect. */
  private static OkHttpClient httpClient(S3ConnectionSettings address) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1024);
    dispatcher.setMaxRequestsPerHost(1024);
    return new OkHttpClient.Builder()
        .connectTimeout(address.timeout())
        .readTimeout(address.timeout())
        .writeTimeout(address.timeout())
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(256, 1, TimeUnit.MINUTES))
        .followRedirects(false)
        .build();
  }

  Optional<StatObjectResponse> stat(String key) {
    return find(
        "look up",
        () ->
            client.statObject(
                StatObjectArgs.builder().bucket(address.bucket()).object(key).build()));
  }

  Optional<byte[]> read(String key) {
    GetObjectArgs args = GetObjectArgs.builder().bucket(address.bucket()).object(key).build();
    return find(
        "read",
        () -> {
          try (GetObjectResponse response = client.getObject(args)) {
            byte[] bytes = response.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
              throw new IOException("object is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
          }
        });
  }

  /**
   * Creates an object unless there is one. Where the server can't do that by itself (501, or it
   * would overwrite all the same) by a look and a plain PUT: two writers of one name write the same
   * thing.
   *
   * @return whether it was created; false where one of that name was there
   */
  boolean create(String key, byte[] bytes, String contentType, Map<String, String> headers) {
    Boolean known = createOnly;
    if (known == null ? probeCreateOnly() : known) {
      return guarded("store", () -> tryCreate(put(key, bytes, contentType, headers)));
    }
    if (stat(key).isPresent()) {
      return false;
    }
    guarded("store", () -> client.putObject(put(key, bytes, contentType, headers).build()));
    return true;
  }

  /**
   * Finds out whether the server refuses to overwrite by itself: one that takes the same key twice
   * does not. One small object stays behind.
   */
  boolean probeCreateOnly() {
    boolean refuses = guarded("probe", () -> !takesProbe() || !takesProbe());
    createOnly = refuses;
    return refuses;
  }

  private boolean takesProbe() throws MinioException {
    byte[] bytes = {'1'};
    try {
      return tryCreate(put(PROBE, bytes, "text/plain", Map.of()));
    } catch (ErrorResponseException e) {
      if (e.response().code() == 501) {
        return true;
      }
      throw e;
    }
  }

  boolean exists() {
    return guarded("find the bucket of", this::isThere);
  }

  private boolean isThere() throws MinioException {
    return client.bucketExists(BucketExistsArgs.builder().bucket(address.bucket()).build());
  }

  boolean existsOrMake() {
    return guarded(
        "find the bucket of",
        () -> {
          boolean there = isThere();
          if (!there && address.createBucket()) {
            make();
            return true;
          }
          return there;
        });
  }

  /** Two processes may start on a new server at once: 409 means that the other one made it. */
  private void make() throws MinioException {
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(address.bucket()).build());
    } catch (ErrorResponseException e) {
      if (!e.errorResponse().code().equals("BucketAlreadyOwnedByYou")) {
        throw e;
      }
    }
  }

  /** 409 means that another writer is at work this moment: a second request shows who won. */
  private boolean tryCreate(PutObjectArgs.Builder args) throws MinioException {
    Map<String, String> createOnly = Map.of(CREATE_ONLY, "*");
    for (int i = 1; ; i++) {
      try {
        client.putObject(args.extraHeaders(createOnly).build());
        return true;
      } catch (ErrorResponseException e) {
        if (e.response().code() == 412) {
          return false;
        }
        if (e.response().code() != 409 || i == CONFLICT_TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * With the checksum named: the client's default, CRC32C, is computed byte by byte in Java, which
   * took two fifths of a busy worker's time. CRC32 is the platform's own.
   */
  private PutObjectArgs.Builder put(
      String key, byte[] bytes, String contentType, Map<String, String> headers) {
    return PutObjectArgs.builder()
        .bucket(address.bucket())
        .object(key)
        .contentType(contentType)
        .headers(headers)
        .checksum(Checksum.Algorithm.CRC32)
        .data(bytes, bytes.length);
  }

  private static <T> Optional<T> find(String doing, Callable<T> call) {
    return guarded(
        doing,
        () -> {
          try {
            return Optional.of(call.call());
          } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /**
   * The client's own texts may hold addresses and request ids: only the kind of failure is kept.
   */
  private static <T> T guarded(String doing, Callable<T> call) {
    try {
      return call.call();
    } catch (ErrorResponseException e) {
      String code = e.errorResponse().code();
      throw new StoreException(
          "the store would not %s it: HTTP %d %s".formatted(doing, e.response().code(), code), e);
    } catch (Exception e) {
      throw new StoreException("can't " + doing + " it: " + rootName(e), e);
    }
  }

  private static String rootName(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }
}
