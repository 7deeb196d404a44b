package io.sunpress.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.digest.Sha256;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.Ports;
import io.sunpress.parts.SecretScanner;
import io.sunpress.parts.TcpProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Row 17 of the promises, for the API: whatever it is asked, and whatever is away, no secret is in
 * an answer or in what it logs at DEBUG. The worker has a test of the same name.
 */
@Tag("long")
class KeepsSecretsTest {
  private static final String CLIENTS_KEY = "client.canary-key-of-a-client-0417";
  private static final String WRONG_KEY = "client.canary-key-of-a-client-0418";
  private static final List<String> KEYS =
      List.of("id-key", "storage-user", "storage-secret", "simulated-app-secret");
  private static final List<String> TALKATIVE =
      List.of(
          "io.sunpress",
          "io.minio",
          "okhttp3",
          "org.apache.catalina",
          "org.apache.coyote",
          "org.apache.kafka.clients",
          "org.apache.tomcat",
          "org.springframework");

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path temp;

  private final int s3Port = Ports.free();
  private final TcpProxy wayToS3 = TcpProxy.to("127.0.0.1", s3Port);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<Integer> statuses = new TreeSet<>();
  private SecretScanner search = new SecretScanner(Map.of());
  private URI sunpress = URI.create("");
  private URI simulator = URI.create("");

  @AfterEach
  void close() {
    wayToS3.close();
  }

  @Test
  void noSecretIsInAnAnswerOrInTheLog() throws Exception {
    Path log = temp.resolve("sunpress.log");
    try (ChildJvm child = JavaCommand.main(LocalMain.class).args(arguments()).start(log)) {
      sunpress = address(child, "HTTP");
      simulator = address(child, "WeChat");
      search = new SecretScanner(canaries());
      String picture = goodQuestions();
      badQuestions();
      weChatRefuses();
      theInsideIsClosed();
      wayToS3.cut();
      get(picture);
      get("/actuator/health");
      child.awaitLine(Pattern.compile("A picture could not be read"), PATIENCE);
      assertThat(statuses).contains(200, 202, 400, 401, 404, 405, 413, 503);
    }
    String written = Files.readString(log);
    assertThat(written).contains(" DEBUG ");
    search.search("the log", written);
    System.out.printf(
        "KeepsSecretsTest searched %.1f MB, answers of %s: %d occurrences%n",
        search.searched() / 1e6, statuses, search.found().size());
    assertThat(search.found()).isEmpty();
  }

  private String[] arguments() {
    Stream<String> options =
        Stream.of(
            "--data=" + temp.resolve("data"),
            "--port=0",
            "--kafka-port=0",
            "--s3-port=" + s3Port,
            "--simulator-port=0",
            "--sunpress.storage.endpoint=http://127.0.0.1:" + wayToS3.port(),
            "--sunpress.storage.timeout=1s",
            "--sunpress.keys[0].id=client",
            "--sunpress.keys[0].sha256=" + Sha256.hex(CLIENTS_KEY.getBytes(UTF_8)),
            "--sunpress.keys[0].apps=" + LocalWeChat.SIMULATED_APP,
            "--sunpress.worker.in-memory-wait=300ms",
            "--sunpress.worker.retry-delays=100ms,100ms,100ms");
    return Stream.concat(
            options, TALKATIVE.stream().map(name -> "--logging.level." + name + "=DEBUG"))
        .toArray(String[]::new);
  }

  /** As it is told when everything is up. */
  private static URI address(ChildJvm child, String part) {
    String line = child.awaitLine(Pattern.compile("^  " + part + " .*http"), PATIENCE);
    return URI.create(line.substring(line.indexOf("http")).split("[, ]")[0]);
  }

  /** What was made at the start, and what clients show. */
  private Map<String, String> canaries() throws Exception {
    Properties keys = new Properties();
    try (var in = Files.newInputStream(temp.resolve("data").resolve("keys.properties"))) {
      keys.load(in);
    }
    Map<String, String> canaries =
        KEYS.stream().collect(Collectors.toMap(name -> name, keys::getProperty));
    canaries.put("a client's key", CLIENTS_KEY);
    canaries.put("a wrong key", WRONG_KEY);
    return canaries;
  }

  /** Asked through both doors; the address of a picture that is there. */
  private String goodQuestions() throws Exception {
    post("/api/weapp/qrcode", "{\"path\":\"pages/good\",\"scene\":\"g=1\"}");
    post("/v1/codes", "{\"page\":\"pages/later\",\"scene\":\"g=2\"}");
    var code =
        JsonMapper.shared()
            .readTree(post("/v1/codes", "{\"page\":\"pages/good\",\"scene\":\"g=1\"}"));
    assertThat(code.path("status").asString()).isEqualTo("ready");
    get("/v1/jobs/" + code.path("id").asString());
    String picture = URI.create(code.path("url").asString()).getPath();
    get(picture);
    return picture;
  }

  private void badQuestions() throws Exception {
    for (String door : List.of("/v1/codes", "/api/weapp/qrcode")) {
      post(door, "no JSON");
      post(door, "{\"page\":7,\"path\":[],\"scene\":{}}");
      post(door, "{\"page\":\"/a?b\",\"path\":\"/a?b\",\"scene\":\"50 %\"}");
      post(door, "{\"app\":\"wx0123456789abcdef\",\"page\":\"a\",\"path\":\"a\",\"scene\":\"a\"}");
      post(door, "x".repeat(100_000));
      get(door);
      answer("GET " + door, request(door + "/x", WRONG_KEY).GET().build());
    }
    for (String nothing :
        List.of("/", "/error", "/v1/jobs/x", "/codes/x/y.jpg", "/nothing?secret=no")) {
      get(nothing);
    }
  }

  /** What comes of it is told to those who ask. */
  private void weChatRefuses() throws Exception {
    fault("{\"fault\":\"api\",\"errcode\":41030,\"errmsg\":\"invalid page\"}");
    assertThat(post("/v1/codes", "{\"page\":\"pages/none\",\"scene\":\"r=1\"}")).contains("41030");
    fault("{\"fault\":\"reset\",\"share\":1}");
    String compat = "/api/weapp/qrcode";
    var meanwhile =
        http.sendAsync(
            posted(compat, "{\"path\":\"pages/dead\",\"scene\":\"r=3\"}"),
            BodyHandlers.ofByteArray());
    String dead = post("/v1/codes", "{\"page\":\"pages/dead\",\"scene\":\"r=2\"}");
    String job = "/v1/jobs/" + JsonMapper.shared().readTree(dead).path("id").asString();
    await().atMost(PATIENCE).until(() -> get(job).contains("no reply from WeChat"));
    searched("POST " + compat, meanwhile.get(1, TimeUnit.MINUTES));
  }

  private void fault(String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(simulator.resolve("/_sim/faults"))
            .POST(BodyPublishers.ofString(json))
            .build();
    assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private void theInsideIsClosed() throws Exception {
    assertThat(get("/actuator/health")).contains("UP");
    assertThat(get("/actuator/prometheus")).contains("jvm_memory_used_bytes");
    for (String closed :
        List.of("env", "configprops", "heapdump", "loggers", "beans", "threaddump", "mappings")) {
      assertThat(get("/actuator/" + closed)).contains("\"status\":404");
    }
  }

  private String get(String path) throws Exception {
    return answer("GET " + path, request(path).GET().build());
  }

  private String post(String path, String body) throws Exception {
    return answer("POST " + path, posted(path, body));
  }

  private HttpRequest posted(String path, String body) {
    boolean later = body.contains("pages/later");
    return request(path)
        .header("Content-Type", "application/json")
        .header("Prefer", later ? "respond-async" : "wait=20")
        .POST(BodyPublishers.ofString(body, UTF_8))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return request(path, CLIENTS_KEY);
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(sunpress.resolve(path))
        .timeout(Duration.ofMinutes(1))
        .header("Token", key)
        .header("Authorization", "Bearer " + key);
  }

  private String answer(String where, HttpRequest request) throws Exception {
    return searched(where, http.send(request, BodyHandlers.ofByteArray()));
  }

  private String searched(String where, HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), UTF_8);
    statuses.add(answer.statusCode());
    search.search(where, answer.headers().map() + "\n" + body);
    return body;
  }
}
