package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stranger, and another tenant, gets to know: nothing. */
class AccessControlTest {
  private static final String DOOR = "/api/weapp/qrcode";
  private static final String JOBS = "/v1/jobs/";
  private static final String SECRETS_OF_ONE = ".*(wx0123456789abcdef|tenant-one|\"url\"|img\\.).*";

  private static HttpResponse<String> get(String path, String key) {
    return SharedInstallation.guarded()
        .get(path, "Authorization", "Bearer " + SharedInstallation.key(key));
  }

  private static String ask(String key, String scene) {
    HttpResponse<String> answer =
        SharedInstallation.guarded()
            .post(
                "/v1/codes",
                "{\"page\":\"pages/tenant-one\",\"scene\":\"%s\"}".formatted(scene),
                "Authorization",
                "Bearer " + SharedInstallation.key(key));
    return answer.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void anotherTenantsJobsAreUnknownWhateverTheirState() {
    List<String> ids = new ArrayList<>();
    for (String scene : List.of("ready", "hold-for-ever", "fail-41030", "expire")) {
      ids.add(ask("one", scene));
    }
    String ready = ids.get(0);
    await().until(() -> get(JOBS + ready, "one").body().contains("\"status\":\"ready\""));
    await().until(() -> get(JOBS + ids.get(3), "one").body().contains("\"status\":\"failed\""));
    String unknown = get(JOBS + "00000000000000000000000000", "two").body();
    int read = 0;
    for (String id : ids) {
      assertThat(get(JOBS + id, "one").statusCode()).as(id).isEqualTo(200);
      HttpResponse<String> v1 = get(JOBS + id, "two");
      assertThat(v1.statusCode()).isEqualTo(404);
      assertThat(v1.body()).isEqualTo(unknown);
      HttpResponse<String> compat = get(DOOR + "/" + id, "two");
      assertThat(compat.body()).startsWith("{\"code\":-1,\"msg\":\"没有这个任务");
      HttpResponse<String> picture = get("/codes/wx0123456789abcdef/" + id + ".jpg", "two");
      assertThat(picture.statusCode()).isEqualTo(404);
      assertThat(picture.body()).contains("/problems/unknown-picture");
      for (HttpResponse<String> answer : List.of(v1, compat, picture)) {
        read += (answer.body() + answer.headers().map()).matches("(?s)" + SECRETS_OF_ONE) ? 1 : 0;
      }
    }
    assertThat(read).as("cross-tenant reads").isZero();
  }

  @Test
  void nobodyWaitsForAnotherTenantsJob() {
    String id = ask("one", "hold-and-wait");
    long start = System.nanoTime();
    HttpResponse<String> answer =
        SharedInstallation.guarded()
            .get(
                JOBS + id,
                "Authorization",
                "Bearer " + SharedInstallation.key("two"),
                "Prefer",
                "wait=20");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatAnotherTenantAsksForInOurNameIsNotAsked() {
    long before = SharedInstallation.published();
    for (String app : List.of("wx0123456789abcdef", "wx00000000000000ff")) {
      HttpResponse<String> answer =
          SharedInstallation.guarded()
              .post(
                  "/v1/codes",
                  "{\"page\":\"pages/a\",\"scene\":\"a\",\"app\":\"%s\"}".formatted(app),
                  "Authorization",
                  "Bearer " + SharedInstallation.key("two"));
      assertThat(answer.statusCode()).isEqualTo(403);
      // The same words, so that nobody learns which apps are here.
      assertThat(answer.body()).contains("This key may not be used for this app");
    }
    assertThat(SharedInstallation.published()).isEqualTo(before);
  }

  /** Two spellings of a path may lead to one handler: none leads past the doorkeeper. */
  @ParameterizedTest
  @CsvSource({
    "/v1/jobs/d481va0q4x6758j683qhydc2hz",
    "//v1/jobs/d481va0q4x6758j683qhydc2hz",
    "/%76%31/jobs/d481va0q4x6758j683qhydc2hz",
    "/v1;x=y/jobs/d481va0q4x6758j683qhydc2hz",
    "/v1/./jobs/d481va0q4x6758j683qhydc2hz",
    "/codes/../v1/jobs/d481va0q4x6758j683qhydc2hz",
    "/v1/jobs/d481va0q4x6758j683qhydc2hz/",
    "/v1/jobs/d481va0q4x6758j683qhydc2hz;open",
    "/api/weapp/%71rcode/d481va0q4x6758j683qhydc2hz",
    "/api;/weapp/qrcode/d481va0q4x6758j683qhydc2hz",
  })
  void noSpellingOfAPathLeadsPastTheDoorkeeper(String path) throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      String answer = raw(SharedInstallation.guarded(), method, path, "127.0.0.1");
      assertThat(answer)
          .as(path)
          .containsPattern("^HTTP/1.1 (200 |401|400|404)")
          .doesNotContain("img.localhost", "\"status\":\"ready\"");
      if (answer.startsWith("HTTP/1.1 200") && method.equals("GET")) {
        assertThat(answer).contains("\"code\":1001");
      }
    }
  }

  @Test
  void aNameThatWasLetPointToThisMachineIsNotThisMachine() throws IOException {
    String path = JOBS + "00000000000000000000000000";
    assertThat(raw(SharedInstallation.api(), "GET", path, "localhost")).startsWith("HTTP/1.1 404");
    assertThat(raw(SharedInstallation.api(), "GET", path, "evil.example"))
        .startsWith("HTTP/1.1 401");
    assertThat(
            raw(SharedInstallation.api(), "GET", path, "127.0.0.1\r\nOrigin: http://evil.example"))
        .startsWith("HTTP/1.1 401");
  }

  /** The server takes such a request up a second time, to answer it. */
  @Test
  void aRequestThatWaitsIsCountedOnceAgainstItsKeysRate() {
    String body = "{\"path\":\"pages/once\",\"page\":\"pages/once\",\"scene\":\"o=1\"}";
    // Each may ask once a minute.
    HttpResponse<String> v1 =
        SharedInstallation.guarded()
            .post("/v1/codes", body, "Prefer", "wait=25", "Token", SharedInstallation.key("once"));
    assertThat(v1.statusCode()).as(v1.body()).isEqualTo(200);
    HttpResponse<String> compat =
        SharedInstallation.guarded()
            .post(DOOR, body, "Prefer", "wait=25", "Token", SharedInstallation.key("once-too"));
    assertThat(compat.body()).startsWith("{\"code\":0,");
  }

  @Test
  void twoHundredGuessesLearnNothing() {
    guess(SharedInstallation.guarded(), 200, 1_000);
  }

  @Tag("long")
  @Test
  void tenThousandGuessesLearnNothing() {
    double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
    try (ApiClient api =
        ApiClient.ready(
            SharedInstallation.home(),
            Map.of(
                "sunpress.ledger.directory",
                SharedInstallation.home().directory().resolve("guessed").toString(),
                "sunpress.auth.mode",
                "required",
                "sunpress.keys[0].id",
                "one",
                "sunpress.keys[0].sha256",
                "ab".repeat(32),
                "sunpress.keys[0].apps",
                "wx0123456789abcdef"))) {
      guess(api, (int) Math.ceil(10_000 * scale), 10);
    }
  }

  /** Both doors, near and far from right; so many are answered by 401, the others by 429. */
  private static void guess(ApiClient api, int guesses, int allowed) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KeysTest: -Dseed=" + seed);
    Random random = new Random(seed);
    long published = SharedInstallation.published();
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < guesses; i++) {
      boolean compat = random.nextBoolean();
      HttpResponse<String> answer =
          api.post(
              compat ? DOOR : "/v1/codes",
              "{\"path\":\"pages/a\",\"page\":\"pages/a\",\"scene\":\"guess\"}",
              random.nextBoolean() ? "Token" : "Authorization",
              guess(random));
      assertThat(answer.body()).doesNotContain("img.localhost", "canarykey");
      answers.merge(
          answer.statusCode() == 200 ? word(answer.body()) : "" + answer.statusCode(),
          1,
          Integer::sum);
      if (answer.statusCode() == 429) {
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
      }
    }
    System.out.println("KeysTest: " + guesses + " guesses: " + answers);
    assertThat(answers.keySet()).isSubsetOf("1001", "401", "429");
    if (guesses > 10 * allowed) {
      // More than a minute may have gone by.
      assertThat(answers.get("429")).isGreaterThan(guesses / 2);
    }
    assertThat(SharedInstallation.published()).isEqualTo(published);
  }

  private static String word(String envelope) {
    return envelope.replaceAll("^\\{\"code\":(-?\\d+),.*", "$1");
  }

  private static String guess(Random random) {
    String right = SharedInstallation.key("one");
    StringBuilder near = new StringBuilder(right);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      near.setCharAt(
          4 + random.nextInt(right.length() - 4), "bdfghjmpqstvwxz".charAt(random.nextInt(15)));
    }
    return random.nextBoolean() ? "Bearer " + near : near.toString();
  }

  /** A request as it is written, without a client that tidies it up. */
  private static String raw(ApiClient api, String method, String path, String host)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.base().getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(method, path, host);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
