package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.sunpress.Examples;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of ours must do on every server that can create without overwriting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ImageStoreContract {
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private String bucket;
  private S3Storage storage;
  private MinioClient client;

  /** Where the server under test is. */
  abstract URI endpoint();

  /** Its one access key. */
  abstract String accessKey();

  /** The secret that goes with it. */
  abstract String secretKey();

  /** Where the bucket stands in an address. */
  AddressingStyle style() {
    return AddressingStyle.AUTO;
  }

  /** How the server is reached. */
  OkHttpClient.Builder http() {
    return new OkHttpClient.Builder();
  }

  @BeforeEach
  void makeBucket() {
    bucket = "pictures-" + BUCKETS.incrementAndGet();
    storage = S3Storage.at(address(bucket, true), http());
    assertThat(storage.images().check()).isEqualTo(new StoreCheckResult.Ready(true));
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void keepsAPictureAndTellsAboutIt(PictureFormat format) {
    PictureKey name = PictureExamples.name(format);
    Picture picture = PictureExamples.picture(format, 1);
    PictureMetadata stored = new PictureMetadata(picture.bytes().length, picture.sha256());

    assertThat(images().create(name, picture)).isEqualTo(new CreateResult.Created(stored));
    assertThat(images().find(name)).contains(stored);
    assertThat(images().read(name))
        .get()
        .satisfies(
            read -> {
              assertThat(read.bytes()).isEqualTo(picture.bytes());
              assertThat(read.sha256()).isEqualTo(picture.sha256());
              assertThat(read.format()).isEqualTo(format);
            });
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void letsTheWorldCacheAPictureForEverUnderItsTrueType(PictureFormat format) throws Exception {
    PictureKey name = PictureExamples.name(format);
    images().create(name, PictureExamples.picture(format, 1));

    StatObjectResponse stat =
        client().statObject(StatObjectArgs.builder().bucket(bucket).object(name.path()).build());

    assertThat(stat.contentType()).isEqualTo(format.contentType());
    assertThat(stat.headers().get("Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void keepsTheFirstPictureAndTellsAboutThatOne() {
    PictureKey name = PictureExamples.name(PictureFormat.JPEG);
    Picture first = PictureExamples.picture(PictureFormat.JPEG, 1);
    Picture second = PictureExamples.picture(PictureFormat.JPEG, 2);
    images().create(name, first);

    assertThat(images().create(name, second))
        .isEqualTo(
            new CreateResult.Existed(new PictureMetadata(first.bytes().length, first.sha256())));
    assertThat(images().create(name, first).stored().sha256()).isEqualTo(first.sha256());
    assertThat(images().read(name).orElseThrow().bytes()).isEqualTo(first.bytes());
  }

  @Test
  void letsOneOfSixteenWritersWin() throws Exception {
    for (int round = 0; round < 5; round++) {
      PictureKey name = PictureExamples.name(PictureFormat.JPEG);

      List<CreateResult> creations =
          atOnce(16, i -> images().create(name, PictureExamples.picture(PictureFormat.JPEG, i)));

      assertThat(creations).filteredOn(CreateResult.Created.class::isInstance).hasSize(1);
      PictureMetadata there = images().find(name).orElseThrow();
      assertThat(creations).extracting(CreateResult::stored).containsOnly(there);
      assertThat(images().read(name).orElseThrow().sha256()).isEqualTo(there.sha256());
    }
  }

  @Test
  void findsNothingWhereNothingIs() {
    PictureKey name = PictureExamples.name(PictureFormat.JPEG);

    assertThat(images().find(name)).isEmpty();
    assertThat(images().read(name)).isEmpty();
  }

  @Test
  void hashesAPictureThatSomebodyElsePutThere() throws Exception {
    PictureKey name = PictureExamples.name(PictureFormat.PNG);
    Picture picture = PictureExamples.picture(PictureFormat.PNG, 3);
    put(name.path(), picture.bytes());

    assertThat(images().find(name))
        .contains(new PictureMetadata(picture.bytes().length, picture.sha256()));
  }

  @Test
  void readsNothingThatIsTooLargeToBeAPicture() throws Exception {
    PictureKey name = PictureExamples.name(PictureFormat.JPEG);
    put(name.path(), new byte[S3Bucket.MAX_BYTES + 1]);

    assertThatThrownBy(() -> images().read(name)).isInstanceOf(StoreException.class);
  }

  @Test
  void makesABucketOnlyWhereItMay() throws Exception {
    S3Storage modest = S3Storage.at(address("unmade-" + bucket, false), http());

    assertThat(modest.images().check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class, away -> assertThat(away.cause()).contains("bucket"));
    assertThat(modest.checkIdKey(Examples.KEY)).isInstanceOf(IdKeyCheckResult.Away.class);

    client().makeBucket(MakeBucketArgs.builder().bucket("unmade-" + bucket).build());
    assertThat(modest.images().check()).isEqualTo(new StoreCheckResult.Ready(true));
  }

  @Test
  void leavesPicturesAloneWhenItIsCheckedAgain() {
    PictureKey name = PictureExamples.name(PictureFormat.JPEG);
    Picture first = PictureExamples.picture(PictureFormat.JPEG, 1);
    images().create(name, first);

    assertThat(images().check()).isEqualTo(new StoreCheckResult.Ready(true));
    assertThat(images().check()).isEqualTo(new StoreCheckResult.Ready(true));
    assertThat(
            images().create(name, PictureExamples.picture(PictureFormat.JPEG, 2)).stored().sha256())
        .isEqualTo(first.sha256());
  }

  @Test
  void marksANewBucketWithTheKeyThatNamesItsPictures() throws Exception {
    IdKey other = IdKey.of(Secret.of("another-test-key-0123456789-abcdefghij"));

    assertThat(storage.checkIdKey(Examples.KEY)).isEqualTo(new IdKeyCheckResult.Same());
    assertThat(storage.checkIdKey(Examples.KEY)).isEqualTo(new IdKeyCheckResult.Same());
    assertThat(storage.checkIdKey(other))
        .isEqualTo(new IdKeyCheckResult.Other(Examples.KEY.fingerprint(), other.fingerprint()));
    assertThat(read("sunpress/id-key.fingerprint")).isEqualTo(Examples.KEY.fingerprint());
  }

  @Test
  void marksABucketOnceWhenManyStartAtOnce() throws Exception {
    List<IdKey> keys = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      keys.add(IdKey.of(Secret.of("test-key-of-starter-number-" + i + "-0123456789")));
    }
    String fresh = "fresh-" + bucket;

    List<IdKeyCheckResult> checks =
        atOnce(8, i -> S3Storage.at(address(fresh, true), http()).checkIdKey(keys.get(i)));

    assertThat(checks).filteredOn(IdKeyCheckResult.Same.class::isInstance).hasSize(1);
    String mark = keys.get(checks.indexOf(new IdKeyCheckResult.Same())).fingerprint();
    assertThat(checks)
        .filteredOn(check -> !(check instanceof IdKeyCheckResult.Same))
        .allSatisfy(
            check ->
                assertThat(check)
                    .isInstanceOfSatisfying(
                        IdKeyCheckResult.Other.class,
                        refused -> assertThat(refused.inBucket()).isEqualTo(mark)));
  }

  @Test
  void isAwayWithAnotherSecretAndTellsNeither() {
    String wrong = "wrong-secret-0123456789";
    S3Storage refused =
        S3Storage.at(
            new S3ConnectionSettings(
                endpoint(),
                Optional.empty(),
                bucket,
                new StoreCredentials.Keys(Secret.of(accessKey()), Secret.of(wrong)),
                Duration.ofSeconds(5),
                false,
                style(),
                Optional.empty()),
            http());

    assertThat(refused.images().check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class,
            away ->
                assertThat(away.cause())
                    .contains("403")
                    .doesNotContain(wrong, accessKey(), endpoint().toString()));
  }

  final S3ConnectionSettings address(String name, boolean createBucket) {
    return new S3ConnectionSettings(
        endpoint(),
        Optional.empty(),
        name,
        new StoreCredentials.Keys(Secret.of(accessKey()), Secret.of(secretKey())),
        Duration.ofSeconds(10),
        createBucket,
        style(),
        Optional.empty());
  }

  private ImageStore images() {
    return storage.images();
  }

  private MinioClient client() {
    if (client == null) {
      client =
          MinioClient.builder()
              .endpoint(endpoint().toString())
              .credentials(accessKey(), secretKey())
              .httpClient(http().build(), true)
              .build();
      if (style() == AddressingStyle.VIRTUAL_HOST) {
        client.enableVirtualStyleEndpoint();
      }
    }
    return client;
  }

  private void put(String key, byte[] bytes) throws Exception {
    client()
        .putObject(
            PutObjectArgs.builder().bucket(bucket).object(key).data(bytes, bytes.length).build());
  }

  private String read(String key) throws Exception {
    try (var response =
        client().getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
      return new String(response.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private interface Part<T> {
    T play(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int count, Part<T> part) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        calls.add(
            () -> {
              start.await(10, TimeUnit.SECONDS);
              return part.play(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
