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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything at DEBUG, everything going wrong, and canaries for secrets. */
class KeepsSecretsTest {
  /** As the simulator makes access tokens. */
  private static final Pattern TOKEN = Pattern.compile("89_[A-Za-z0-9_-]{16,}");

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Workshop workshop = new Workshop();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void noSecretIsWrittenAnywhere(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("worker.log");
    String[] arguments =
        workshop.arguments(
            "logging.level.root=DEBUG",
            "logging.level.io.sunpress=DEBUG",
            "sunpress.wechat.call-timeout=1s",
            "sunpress.worker.minute-pause=100ms",
            "sunpress.worker.retry-delays=200ms,1h,1h",
            "sunpress.worker.probe-pause=200ms");
    List<String> seen = new ArrayList<>();
    try (ChildJvm child =
        JavaCommand.main(WorkerApplication.class).jvmArgs("-Xmx256m").args(arguments).start(log)) {
      int port = port(child);
      everythingGoesWrong();
      seen.add(get(port, "/actuator/health").body());
      seen.add(get(port, "/actuator/prometheus").body());
      for (String closed : List.of("env", "configprops", "heapdump", "loggers", "beans")) {
        assertThat(get(port, "/actuator/" + closed).statusCode()).as(closed).isEqualTo(404);
      }
    }
    assertThat(seen.get(0)).contains("\"status\":\"UP\"");
    assertThat(seen.get(1)).contains("sunpress_wechat_calls_seconds_count");
    seen.add(Files.readString(log));
    assertThat(List.of(" DEBUG ", " i.s.w.", " o.a.k.")).allMatch(seen.get(2)::contains);
    System.out.printf("KeepsSecretsTest searched %d kB of log%n", Files.size(log) >> 10);
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
      records.forEach(record -> seen.add(text(record)));
    }
    for (String text : seen) {
      for (String canary :
          List.of(Workshop.APP_SECRET, Workshop.OTHER_SECRET, Workshop.ID_KEY, Parts.S3_SECRET)) {
        assertThat(text.contains(canary)).as(around(text, canary)).isFalse();
      }
      Matcher token = TOKEN.matcher(text);
      assertThat(token.find()).as("a token").isFalse();
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
            new Fault.MinuteThrottle(45011),
            new Fault.Api(48002, "api forbidden"),
            new Fault.Api(40097, "invalid args"))) {
      workshop.wechat.faults().next(fault, 1);
      workshop.onlyEvent(workshop.ask("pages/secret", fault.label()));
    }
    workshop.wechat.faults().next(new Fault.SameDeadToken(), 1);
    workshop.wechat.faults().next(new Fault.RevokedToken(), 1);
    workshop.onlyEvent(workshop.ask("pages/secret", "dead-token"));
    workshop.write(workshop.topics.requests(), "key", "no JSON".getBytes(UTF_8));
    somethingWaits();
    Question last = workshop.ask("pages/secret", "last");
    assertThat(workshop.onlyEvent(last).path("status").asString()).isEqualTo("ready");
    // Last, since nothing is drawn for the app after it.
    workshop.wechat.faults().next(new Fault.DayThrottle(), 1);
    Question tomorrow = workshop.ask("pages/secret", "tomorrow");
    assertThat(workshop.onlyEvent(tomorrow).path("status").asString()).isEqualTo("delayed");
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

  /** Where a canary was found, without it. */
  private static String around(String text, String canary) {
    int at = text.indexOf(canary);
    return at < 0 ? "" : text.substring(Math.max(0, at - 300), at);
  }
}
