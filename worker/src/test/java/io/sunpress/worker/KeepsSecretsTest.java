package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.installation.LocalServers;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.SecretScanner;
import io.sunpress.request.CodeRequest;
import io.sunpress.simulator.fault.FaultScope;
import io.sunpress.simulator.fault.SimulatedFault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything at DEBUG, everything going wrong, and canaries for secrets. */
@Tag("long")
class KeepsSecretsTest {
  private static final Map<String, String> CANARIES =
      Map.of(
          "an AppSecret", WorkerEnvironment.APP_SECRET,
          "the other AppSecret", WorkerEnvironment.OTHER_SECRET,
          "the id-key", WorkerEnvironment.ID_KEY,
          "the storage's secret", LocalServers.TEST_CREDENTIALS.secret().reveal(),
          "the token service's bearer", StubTokenServer.BEARER,
          "the key in the token service's address", StubTokenServer.URL_KEY);

  private static final Set<String> FINAL = Set.of("ready", "failed");

  private static final List<SimulatedFault> FAULTS =
      List.of(
          new SimulatedFault.RevokedToken(),
          new SimulatedFault.Reset(),
          new SimulatedFault.Hang(),
          new SimulatedFault.CutAfter(100),
          new SimulatedFault.ServerError(),
          new SimulatedFault.ErrorUnderImageType(),
          new SimulatedFault.ImageUnderTextType(),
          new SimulatedFault.BrokenGzip(),
          new SimulatedFault.CutChunk(100),
          new SimulatedFault.SlowDrip(100, Duration.ofMillis(10)),
          new SimulatedFault.WrongLength(10),
          new SimulatedFault.NeitherImageNorError(),
          new SimulatedFault.EmptyBody(),
          new SimulatedFault.HugeBody(3 << 20),
          new SimulatedFault.TruncatedPicture(0.5),
          new SimulatedFault.OtherPicture(300),
          new SimulatedFault.MinuteThrottle(45011),
          new SimulatedFault.Api(48002, "api forbidden"),
          new SimulatedFault.Api(40097, "invalid args"));

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();
  private final StubTokenServer tokens = new StubTokenServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SecretScanner search = new SecretScanner(CANARIES);

  @AfterEach
  void close() {
    workerEnvironment.close();
    tokens.close();
  }

  @Test
  void noSecretIsWrittenAnywhere(@TempDir Path directory) throws Exception {
    tokens.holds(
        () ->
            StubTokenServer.stableToken(
                workerEnvironment.wechat.baseUrl(),
                WorkerEnvironment.OTHER_APP,
                WorkerEnvironment.OTHER_SECRET));
    Path log = directory.resolve("worker.log");
    try (ChildJvm child =
        JavaCommand.main(SettingsLoggingWorker.class)
            .jvmArgs("-Xmx256m")
            .args(arguments())
            .start(log)) {
      int port = port(child);
      child.awaitLine(SettingsLoggingWorker.TOLD, WorkerEnvironment.PATIENCE);
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
    assertThat(
            List.of(" DEBUG ", " i.s.w.", " o.a.k.", "AppProperties[", " secret=", "Service[url="))
        .allMatch(worker::contains);
    search.search("the worker's log", worker);
    topics();
    System.out.printf(
        "KeepsSecretsTest searched %.1f MB: %d occurrences%n",
        search.searched() / 1e6, search.found().size());
    assertThat(search.found()).isEmpty();
  }

  private String[] arguments() {
    return workerEnvironment.arguments(
        "logging.level.root=DEBUG",
        "logging.level.io.sunpress=DEBUG",
        "sunpress.apps[1].secret=",
        "sunpress.apps[1].token-source=url",
        "sunpress.apps[1].token-url=" + tokens.url(),
        "sunpress.apps[1].token-bearer=" + StubTokenServer.BEARER,
        "sunpress.wechat.call-timeout=1s",
        "sunpress.worker.throttle-pause=100ms",
        "sunpress.worker.in-memory-wait=300ms",
        "sunpress.worker.retry-delays=100ms,100ms,100ms",
        "sunpress.worker.probe-interval=200ms");
  }

  private void topics() {
    for (String topic :
        List.of(
            workerEnvironment.topics.events(),
            workerEnvironment.topics.answers(),
            workerEnvironment.topics.deadLetters(),
            workerEnvironment.topics.requests(),
            workerEnvironment.topics.retries().get(0),
            workerEnvironment.topics.parked(),
            workerEnvironment.topics.apps())) {
      List<ConsumerRecord<byte[], byte[]>> records = workerEnvironment.records(topic);
      assertThat(records).as(topic).isNotEmpty();
      records.forEach(record -> search.search(topic, text(record)));
    }
  }

  private void everythingGoesWrong() {
    List<CodeRequest> questions = new ArrayList<>();
    for (SimulatedFault simulatedFault : FAULTS) {
      workerEnvironment.wechat.faults().next(simulatedFault, 1);
    }
    for (int i = 0; i < FAULTS.size(); i++) {
      questions.add(workerEnvironment.ask("pages/secret", "n=" + i));
    }
    questions.forEach(this::last);
    assertThat(
            workerEnvironment.codeCalls().stream()
                .map(call -> call.fault())
                .filter(name -> !name.isEmpty()))
        .hasSize(FAULTS.size());
    workerEnvironment.wechat.faults().next(new SimulatedFault.SameDeadToken(), 1);
    workerEnvironment.wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
    last(workerEnvironment.ask("pages/secret", "dead-token"));
    awaitHealth();
    weChatQuotesTheToken();
    theTokenServiceGoesWrong();
    theLineIsDead();
    workerEnvironment.write(workerEnvironment.topics.requests(), "key", "no JSON".getBytes(UTF_8));
    somethingWaits();
    assertThat(last(workerEnvironment.ask("pages/secret", "last"))).isEqualTo("ready");
    // Last, since nothing is drawn for the app after it.
    workerEnvironment.wechat.faults().next(new SimulatedFault.DayThrottle(), 1);
    CodeRequest tomorrow = workerEnvironment.ask("pages/secret", "tomorrow");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(tomorrow).contains("delayed"));
  }

  /** A moment passes before a token is asked for that was not to be had. */
  private void awaitHealth() {
    AtomicInteger asked = new AtomicInteger();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                last(workerEnvironment.ask("pages/healthy", "h=" + asked.incrementAndGet()))
                    .equals("ready"));
  }

  private void weChatQuotesTheToken() {
    String quoting = "invalid args: access_token " + workerEnvironment.token();
    workerEnvironment.wechat.faults().next(new SimulatedFault.Api(40097, quoting), 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/secret", "quoted");
    assertThat(last(codeRequest)).isEqualTo("failed");
    assertThat(workerEnvironment.failure(codeRequest).orElseThrow().error().errmsg())
        .contains("access_token ***");
  }

  /** What is said of a broken line gets into events, answers, and at last into a dead letter. */
  private void theLineIsDead() {
    FaultScope other = FaultScope.app(WorkerEnvironment.OTHER_APP);
    workerEnvironment.wechat.faults().always(new SimulatedFault.Reset(), 0.5, 1, other);
    workerEnvironment
        .wechat
        .faults()
        .always(new SimulatedFault.Hang(Duration.ofMillis(20)), 1, 1, other);
    CodeRequest codeRequest =
        workerEnvironment.ask(
            CodeRequestMessage.of("pages/secret", "dead").withApp(WorkerEnvironment.OTHER_APP));
    assertThat(last(codeRequest)).isEqualTo("failed");
    workerEnvironment.wechat.faults().clear();
    assertThat(workerEnvironment.eventsOf(codeRequest))
        .anySatisfy(
            event ->
                assertThat(event.path("error").path("errmsg").asString())
                    .startsWith("no reply from WeChat: "));
    assertThat(workerEnvironment.deadLetters())
        .anySatisfy(letter -> assertThat(text(letter)).contains("no reply from WeChat: "));
  }

  private void theTokenServiceGoesWrong() {
    FaultScope other = FaultScope.app(WorkerEnvironment.OTHER_APP);
    CodeRequestMessage request =
        CodeRequestMessage.of("pages/secret", "served").withApp(WorkerEnvironment.OTHER_APP);
    assertThat(last(workerEnvironment.ask(request))).isEqualTo("ready");
    tokens.refuses(401);
    workerEnvironment.wechat.faults().next(new SimulatedFault.RevokedToken(), 1, other);
    CodeRequest refused =
        workerEnvironment.ask(
            CodeRequestMessage.of("pages/secret", "refused").withApp(WorkerEnvironment.OTHER_APP));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> !workerEnvironment.eventsOf(refused).isEmpty());
    tokens.refuses(200);
    awaitDelayedAndReady(refused);
  }

  /** In a delay, and for an app that is stopped for a moment. */
  private void somethingWaits() {
    workerEnvironment.wechat.faults().next(new SimulatedFault.Api(99_999, "something new"), 3);
    awaitDelayedAndReady(workerEnvironment.ask("pages/secret", "later"));
    FaultScope other = FaultScope.app(WorkerEnvironment.OTHER_APP);
    workerEnvironment
        .wechat
        .faults()
        .next(new SimulatedFault.Api(48001, "api unauthorized"), 1, other);
    awaitDelayedAndReady(
        workerEnvironment.ask(
            CodeRequestMessage.of("pages/secret", "parked").withApp(WorkerEnvironment.OTHER_APP)));
  }

  private void awaitDelayedAndReady(CodeRequest codeRequest) {
    assertThat(last(codeRequest)).isEqualTo("ready");
    assertThat(statuses(codeRequest)).startsWith("delayed");
  }

  /** How a request ended. */
  private String last(CodeRequest codeRequest) {
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).stream().anyMatch(FINAL::contains));
    List<String> statuses = statuses(codeRequest);
    return statuses.get(statuses.size() - 1);
  }

  private List<String> statuses(CodeRequest codeRequest) {
    return workerEnvironment.eventsOf(codeRequest).stream()
        .map(event -> event.path("status").asString())
        .toList();
  }

  private static int port(ChildJvm child) {
    Matcher line = PORT.matcher(child.awaitLine(PORT, WorkerEnvironment.PATIENCE));
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
