package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.fault.FaultScope;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything at DEBUG, everything going wrong, and canaries for secrets. */
class KeepsSecretsTest {
  private static final Map<String, String> CANARIES =
      Map.of(
          "an AppSecret", Workshop.APP_SECRET,
          "the other AppSecret", Workshop.OTHER_SECRET,
          "the id-key", Workshop.ID_KEY,
          "the storage's secret", Parts.S3_SECRET,
          "the token service's bearer", TokenServer.BEARER,
          "the key in the token service's address", TokenServer.URL_KEY);

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Workshop workshop = new Workshop();
  private final TokenServer tokens = new TokenServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final CanarySearch search = new CanarySearch(CANARIES);

  @AfterEach
  void close() {
    workshop.close();
    tokens.close();
  }

  /** A search that finds nothing proves something only where it would have found it. */
  @Test
  void theSearchFindsEveryCanaryInEveryFormThatItTravelsIn() {
    CANARIES.forEach(
        (name, secret) -> {
          for (String form :
              List.of(
                  secret,
                  URLEncoder.encode(secret, UTF_8),
                  Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)),
                  HexFormat.of().formatHex(secret.getBytes(UTF_8)))) {
            CanarySearch planted = new CanarySearch(CANARIES);
            planted.search(
                "a log", "x".repeat(10_000) + "token=" + form + "&" + "y".repeat(10_000));
            assertThat(planted.found()).isNotEmpty().allMatch(found -> found.contains(name));
            assertThat(planted.found().toString()).doesNotContain(form);
          }
        });
    search.search("a log", "GET /wxa/getwxacodeunlimit?access_token=" + workshop.token());
    assertThat(search.found()).hasSize(1).first().asString().startsWith("an access token in a log");
  }

  @Test
  void noSecretIsWrittenAnywhere(@TempDir Path directory) throws Exception {
    tokens.holds(
        () ->
            TokenServer.stableToken(
                workshop.wechat.baseUrl(), Workshop.OTHER_APP, Workshop.OTHER_SECRET));
    Path log = directory.resolve("worker.log");
    try (ChildJvm child =
        JavaCommand.main(WorkerApplication.class)
            .jvmArgs("-Xmx256m")
            .args(arguments())
            .start(log)) {
      int port = port(child);
      everythingGoesWrong();
      HttpResponse<String> health = get(port, "/actuator/health");
      assertThat(health.body()).contains("\"status\":\"UP\"");
      search.search("health", health.body() + health.headers().map());
      String metrics = get(port, "/actuator/prometheus").body();
      assertThat(metrics)
          .contains("sunpress_wechat_calls_seconds_count", "source=\"url\"", "source=\"stable\"");
      search.search("metrics", metrics);
      for (String closed :
          List.of("env", "configprops", "heapdump", "loggers", "beans", "nothing")) {
        HttpResponse<String> answer = get(port, "/actuator/" + closed);
        assertThat(answer.statusCode()).as(closed).isEqualTo(404);
        search.search(closed, answer.body());
      }
    }
    String worker = Files.readString(log);
    assertThat(List.of(" DEBUG ", " i.s.w.", " o.a.k.")).allMatch(worker::contains);
    search.search("the worker's log", worker);
    search.search("doctor", command(directory, "doctor", "--page=pages/a"));
    search.search("doctor", command(directory, "doctor", "--app=" + Workshop.OTHER_APP));
    search.search("dead letters", command(directory, "dead-letters", "list", "--format=json"));
    topics();
    System.out.printf(
        "KeepsSecretsTest searched %.1f MB: %d occurrences%n",
        search.searched() / 1e6, search.found().size());
    assertThat(search.found()).isEmpty();
  }

  private String[] arguments() {
    return workshop.arguments(
        "logging.level.root=DEBUG",
        "logging.level.io.sunpress=DEBUG",
        "sunpress.apps[1].secret=",
        "sunpress.apps[1].token-source=url",
        "sunpress.apps[1].token-url=" + tokens.url(),
        "sunpress.apps[1].token-bearer=" + TokenServer.BEARER,
        "sunpress.wechat.call-timeout=1s",
        "sunpress.worker.minute-pause=100ms",
        "sunpress.worker.retry-delays=200ms,1h,1h",
        "sunpress.worker.probe-pause=200ms");
  }

  /** With the log that commands keep silent switched on. */
  private String command(Path directory, String... words) throws Exception {
    Path log = directory.resolve(words[0] + System.nanoTime() + ".log");
    String[] all =
        Stream.of(words, arguments(), new String[] {"--logging.threshold.console=TRACE"})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    try (ChildJvm child =
        JavaCommand.main(WorkerApplication.class).jvmArgs("-Xmx256m").args(all).start(log)) {
      await().atMost(Workshop.PATIENCE).until(() -> !child.isAlive());
    }
    String output = Files.readString(log);
    assertThat(output).contains(" DEBUG ");
    return output;
  }

  private void topics() {
    for (String topic :
        List.of(
            workshop.topics.events(),
            workshop.topics.answers(),
            workshop.topics.deadLetters(),
            workshop.topics.requests(),
            workshop.topics.retries().get(0),
            workshop.topics.parked(),
            workshop.topics.apps())) {
      List<ConsumerRecord<byte[], byte[]>> records = workshop.records(topic);
      assertThat(records).as(topic).isNotEmpty();
      records.forEach(record -> search.search(topic, text(record)));
    }
  }

  private void everythingGoesWrong() {
    for (Fault fault :
        List.of(
            new Fault.RevokedToken(),
            new Fault.Reset(),
            new Fault.Hang(),
            new Fault.CutAfter(100),
            new Fault.ServerError(),
            new Fault.ErrorUnderImageType(),
            new Fault.BrokenGzip(),
            new Fault.CutChunk(100),
            new Fault.SlowDrip(100, Duration.ofMillis(10)),
            new Fault.WrongLength(10),
            new Fault.NeitherImageNorError(),
            new Fault.EmptyBody(),
            new Fault.HugeBody(3 << 20),
            new Fault.TruncatedPicture(0.5),
            new Fault.MinuteThrottle(45011),
            new Fault.Api(48002, "api forbidden"),
            new Fault.Api(40097, "invalid args"))) {
      workshop.wechat.faults().next(fault, 1);
      workshop.onlyEvent(workshop.ask("pages/secret", fault.label()));
    }
    workshop.wechat.faults().next(new Fault.SameDeadToken(), 1);
    workshop.wechat.faults().next(new Fault.RevokedToken(), 1);
    workshop.onlyEvent(workshop.ask("pages/secret", "dead-token"));
    theTokenServiceGoesWrong();
    workshop.write(workshop.topics.requests(), "key", "no JSON".getBytes(UTF_8));
    somethingWaits();
    Question last = workshop.ask("pages/secret", "last");
    assertThat(workshop.onlyEvent(last).path("status").asString()).isEqualTo("ready");
    // Last, since nothing is drawn for the app after it.
    workshop.wechat.faults().next(new Fault.DayThrottle(), 1);
    Question tomorrow = workshop.ask("pages/secret", "tomorrow");
    assertThat(workshop.onlyEvent(tomorrow).path("status").asString()).isEqualTo("delayed");
  }

  private void theTokenServiceGoesWrong() {
    FaultScope other = FaultScope.app(Workshop.OTHER_APP);
    GenerateCode request = GenerateCode.of("pages/secret", "served").withApp(Workshop.OTHER_APP);
    assertThat(workshop.onlyEvent(workshop.ask(request)).path("status").asString())
        .isEqualTo("ready");
    tokens.refuses(401);
    workshop.wechat.faults().next(new Fault.RevokedToken(), 1, other);
    Question refused =
        workshop.ask(GenerateCode.of("pages/secret", "refused").withApp(Workshop.OTHER_APP));
    await().atMost(Workshop.PATIENCE).until(() -> !workshop.eventsOf(refused).isEmpty());
    tokens.refuses(200);
    awaitDelayedAndReady(refused);
  }

  /** In a delay, and for an app that is stopped for a moment. */
  private void somethingWaits() {
    workshop.wechat.faults().next(new Fault.Api(99_999, "something new"), 3);
    awaitDelayedAndReady(workshop.ask("pages/secret", "later"));
    FaultScope other = FaultScope.app(Workshop.OTHER_APP);
    workshop.wechat.faults().next(new Fault.Api(48001, "api unauthorized"), 1, other);
    awaitDelayedAndReady(
        workshop.ask(GenerateCode.of("pages/secret", "parked").withApp(Workshop.OTHER_APP)));
  }

  private void awaitDelayedAndReady(Question question) {
    await()
        .atMost(Workshop.PATIENCE)
        .until(
            () ->
                workshop.eventsOf(question).stream()
                    .map(event -> event.path("status").asString())
                    .toList()
                    .equals(List.of("delayed", "ready")));
  }

  private static int port(ChildJvm child) {
    Matcher line = PORT.matcher(child.awaitLine(PORT, Workshop.PATIENCE));
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    for (byte[] part : Arrays.asList(record.key(), record.value())) {
      text.append(part == null ? "" : new String(part, UTF_8));
    }
    record.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
    return text.toString();
  }
}
