package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.sunpress.Examples;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.secret.Secret;
import io.sunpress.storage.StubS3Server.Habit;
import io.sunpress.storage.StubS3Server.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer as some services do, and their users' keys make them. */
class OddRepliesTest {
  private static final String BUCKET = "sunpress";

  private final PictureKey name = PictureExamples.name(PictureFormat.JPEG);
  private final Picture picture = PictureExamples.picture(PictureFormat.JPEG, 1);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private StubS3Server server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PathStyleDomainForbidden", "SecondLevelDomainForbidden"})
  void findsOutThatTheBucketMustBeInTheHostName(String code) throws Exception {
    start(exchange -> isPathStyle(exchange) ? Refusal.xml(403, code) : Optional.empty());

    assertWorks(storage(AddressingStyle.AUTO));
    assertWorks(storage(AddressingStyle.VIRTUAL_HOST));
    assertThat(storage(AddressingStyle.PATH).images().check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class,
            away -> {
              assertThat(away.problem()).isEqualTo(StoreProblem.PATH_STYLE);
              assertThat(away.cause()).contains("sunpress.storage.path-style=false");
            });
  }

  @Test
  void leavesThePathStyleAloneWhereItWorks() throws Exception {
    start(
        exchange -> isPathStyle(exchange) ? Optional.empty() : Refusal.xml(400, "NoVirtualHosts"));

    assertWorks(storage(AddressingStyle.AUTO));
    assertWorks(storage(AddressingStyle.PATH));
  }

  @Test
  void survivesAKeyThatMayOnlyPutAndGet() throws Exception {
    start(exchange -> is(exchange, "HEAD") ? Refusal.xml(403, "AccessDenied") : Optional.empty());

    assertWorks(storage());
  }

  /** AWS does not tell those who may not list what is missing. */
  @Test
  void survivesAKeyThatMayNotList() throws Exception {
    start(
        exchange ->
            !is(exchange, "PUT") && !server.holds(exchange)
                ? Refusal.xml(403, "AccessDenied")
                : Optional.empty());

    assertWorks(storage());
  }

  @Test
  void takesNothingForMissingWhereNothingCanBeRead() throws Exception {
    start(exchange -> is(exchange, "PUT") ? Optional.empty() : Refusal.xml(403, "AccessDenied"));
    ImageStore images = storage().images();

    assertThatThrownBy(() -> images.find(name)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> images.read(name)).isInstanceOf(StoreException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html", "application/json", "application/xml"})
  void goesByTheStatusWhateverTheBodyIs(String type) throws Exception {
    start(
        exchange -> {
          boolean there = server.holds(exchange);
          if (is(exchange, "PUT")) {
            return there && exchange.getRequestHeaders().containsKey("If-None-Match")
                ? Optional.of(new Refusal(412, type, "<html>not XML, & no code"))
                : Optional.empty();
          }
          return there || isBucket(exchange)
              ? Optional.empty()
              : Optional.of(new Refusal(404, type, "<html>not XML, & no code"));
        });

    assertWorks(storage());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 501})
  void asksNothingOfAStoreThatKnowsNoChecksums(int status) throws Exception {
    start(
        exchange ->
            exchange.getRequestHeaders().keySet().stream()
                    .anyMatch(header -> header.toLowerCase().contains("checksum"))
                ? Refusal.xml(status, "NotImplemented")
                : Optional.empty());

    assertWorks(storage());
  }

  @Test
  void createsWithoutTheConditionWhereItIsABadRequest() throws Exception {
    start(
        exchange ->
            exchange.getRequestHeaders().containsKey("If-None-Match")
                ? Refusal.xml(400, "InvalidArgument")
                : Optional.empty());

    assertWorks(storage());
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch, SIGNATURE, secret key",
    "403, InvalidAccessKeyId, ACCESS_KEY, access key",
    "403, RequestTimeTooSkewed, CLOCK_SKEW, clock",
    "400, AuthorizationHeaderMalformed, REGION, region",
    "301, PermanentRedirect, REGION, region",
    "307, TemporaryRedirect, REGION, region",
    "404, NoSuchBucket, NO_BUCKET, bucket",
    "507, XMinioStorageFull, FULL, full",
    "503, SlowDown, BUSY, busy"
  })
  void namesWhatIsWrong(int status, String code, StoreProblem problem, String word)
      throws Exception {
    start(exchange -> Refusal.xml(status, code));

    assertThat(storage(AddressingStyle.AUTO, false).images().check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class,
            away -> {
              assertThat(away.problem()).isEqualTo(problem);
              assertThat(away.cause()).contains(word);
            });
  }

  @Test
  void namesTheRegionThatTheStoreNames() throws Exception {
    start(
        exchange ->
            Optional.of(
                new Refusal(
                    400,
                    "application/xml",
                    "<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region"
                        + " 'us-east-1' is wrong; expecting 'eu-west-1'</Message></Error>")));

    assertThat(storage().images().check())
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class, away -> assertThat(away.cause()).contains("eu-west-1"));
  }

  @Test
  void noticesAStoreThatTakesProbesAndNoPictures() throws Exception {
    start(
        exchange ->
            is(exchange, "PUT") && exchange.getRequestURI().getPath().contains("/codes/")
                ? Refusal.xml(507, "XMinioStorageFull")
                : Optional.empty());
    ImageStore images = storage().images();

    assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(true));
    assertThatThrownBy(() -> images.create(name, picture)).hasMessageContaining("full");
    assertThat(images.checkTakes(picture))
        .isInstanceOfSatisfying(
            StoreCheckResult.Away.class,
            away -> assertThat(away.problem()).isEqualTo(StoreProblem.FULL));
  }

  @Test
  void needsNoRightToWriteWhereThereIsAMark() throws Exception {
    start(exchange -> Optional.empty());
    storage().checkIdKey(Examples.KEY);
    int before = server.guarded.get() + server.plain.get();
    S3Storage reader = storage();

    for (int i = 0; i < 3; i++) {
      assertThat(reader.checkBucket()).isEmpty();
      assertThat(reader.checkIdKey(Examples.KEY)).isEqualTo(new IdKeyCheckResult.Same());
    }
    assertThat(server.guarded.get() + server.plain.get()).as("PUTs").isEqualTo(before);
  }

  @Test
  void writesItsProbeOnce() throws Exception {
    start(exchange -> Optional.empty());
    ImageStore images = storage().images();

    for (int i = 0; i < 5; i++) {
      assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(true));
    }
    assertThat(server.guarded.get() + server.plain.get()).as("PUTs").isEqualTo(2);
  }

  @Test
  void signsWithTheKeyThatTheFilesHoldNow(@TempDir Path dir) throws Exception {
    start(
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          return Optional.empty();
        });
    Path access = Files.writeString(dir.resolve("access"), "first\n");
    Path secret = Files.writeString(dir.resolve("secret"), "hush-hush-hush\r\n");
    ImageStore images =
        storage(
                new StoreCredentials.KeyFiles(access, secret, Optional.empty()),
                AddressingStyle.AUTO,
                true)
            .images();
    images.find(name);
    Files.writeString(access, "second\n");
    images.find(name);
    Files.delete(access);

    assertThat(seen.get(0)).contains("Credential=first/");
    assertThat(seen.get(seen.size() - 1)).contains("Credential=second/");
    assertThatThrownBy(() -> images.find(name))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CREDENTIALS));
  }

  @Test
  void worksWhereTheHostHasAnUnderscore() throws Exception {
    start(exchange -> Optional.empty());
    assertWorks(
        S3Storage.at(
            settings(
                URI.create("http://my_store:" + server.endpoint().getPort()),
                keys(),
                AddressingStyle.AUTO,
                true),
            toLoopback()));
  }

  private void assertWorks(S3Storage storage) {
    PictureKey fresh = PictureExamples.name(PictureFormat.JPEG);
    ImageStore images = storage.images();
    assertThat(storage.checkIdKey(Examples.KEY)).isEqualTo(new IdKeyCheckResult.Same());
    assertThat(images.check()).isInstanceOf(StoreCheckResult.Ready.class);
    assertThat(images.find(fresh)).isEmpty();
    assertThat(images.read(fresh)).isEmpty();
    assertThat(images.create(fresh, picture)).isInstanceOf(CreateResult.Created.class);
    assertThat(images.create(fresh, PictureExamples.picture(PictureFormat.JPEG, 2)))
        .isEqualTo(
            new CreateResult.Existed(
                new PictureMetadata(picture.bytes().length, picture.sha256())));
    assertThat(images.read(fresh).orElseThrow().sha256()).isEqualTo(picture.sha256());
  }

  private void start(Function<HttpExchange, Optional<Refusal>> oddity) throws Exception {
    server = new StubS3Server(Habit.OBEYS, oddity);
  }

  private static boolean is(HttpExchange exchange, String method) {
    return exchange.getRequestMethod().equals(method);
  }

  private static boolean isBucket(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().indexOf('/', 1) < 0;
  }

  private static boolean isPathStyle(HttpExchange exchange) {
    return !exchange.getRequestHeaders().getFirst("Host").startsWith(BUCKET + ".");
  }

  private S3Storage storage() {
    return storage(AddressingStyle.AUTO);
  }

  private S3Storage storage(AddressingStyle style) {
    return storage(style, true);
  }

  private S3Storage storage(AddressingStyle style, boolean createBucket) {
    return storage(keys(), style, createBucket);
  }

  private S3Storage storage(
      StoreCredentials credentials, AddressingStyle style, boolean createBucket) {
    URI endpoint = URI.create("http://s3.test:" + server.endpoint().getPort());
    return S3Storage.at(settings(endpoint, credentials, style, createBucket), toLoopback());
  }

  private static StoreCredentials keys() {
    return new StoreCredentials.Keys(Secret.of("access"), Secret.of("secret-0123456789"));
  }

  private static S3ConnectionSettings settings(
      URI endpoint, StoreCredentials credentials, AddressingStyle style, boolean createBucket) {
    return new S3ConnectionSettings(
        endpoint,
        Optional.empty(),
        BUCKET,
        credentials,
        Duration.ofSeconds(5),
        createBucket,
        style,
        Optional.empty());
  }

  private static OkHttpClient.Builder toLoopback() {
    return new OkHttpClient.Builder().dns(host -> List.of(InetAddress.getLoopbackAddress()));
  }
}
