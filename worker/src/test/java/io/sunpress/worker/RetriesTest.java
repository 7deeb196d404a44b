package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.RequestTime;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.fault.SimulatedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Requests that go well later, or never, on real parts; a minute is a second here, or less. */
class RetriesTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  @AfterEach
  void close() {
    workerEnvironment.close();
  }

  private ConfigurableApplicationContext worker(String delays) {
    return workerEnvironment.worker(
        "sunpress.worker.in-memory-wait=300ms", "sunpress.worker.retry-delays=" + delays);
  }

  @Test
  void busyBeyondPatienceGoesThroughTheDelaysAndSucceedsLater() {
    ConfigurableApplicationContext worker = worker("1s,500ms,1h");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Busy(), 1, 1);
    CodeRequest codeRequest = traced("pages/busy");
    Instant askedAt =
        RequestTime.of(workerEnvironment.records(workerEnvironment.topics.requests()).get(0));
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> waited(1).size() == 1);
    workerEnvironment.wechat.faults().clear();
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> statuses(codeRequest).contains("ready"));

    assertThat(statuses(codeRequest)).containsExactly("delayed", "delayed", "ready");
    assertThat(workerEnvironment.eventsOf(codeRequest))
        .allSatisfy(
            event -> assertThat(event.path("askedAt").asString()).isEqualTo(askedAt.toString()));
    assertThat(readyAnswer(codeRequest).askedAt()).isEqualTo(askedAt);
    assertThat(readyAnswer(codeRequest).attempts())
        .isEqualTo((int) workerEnvironment.callsFor("pages/busy"))
        .isEqualTo(workerEnvironment.eventsOf(codeRequest).get(2).path("attempts").asInt())
        .isGreaterThanOrEqualTo(3);
    assertThat(waited(0)).hasSize(1);
    assertThat(waited(2)).isEmpty();
    assertThat(workerEnvironment.deadLetters()).isEmpty();
    assertThat(
            WorkerEnvironment.metric(
                worker, "sunpress.worker.retries", "delay", "1m", "class", "busy"))
        .isEqualTo(1);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () -> WorkerEnvironment.metric(worker, "sunpress.worker.requeued", "from", "10m") == 1);
  }

  @Test
  void whatWaitsCarriesItsKeyBytesTraceAndHistory() {
    worker("1s,1h,1h");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Busy(), 1, 1);
    CodeRequest codeRequest = traced("pages/history");
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> waited(1).size() == 1);
    ConsumerRecord<byte[], byte[]> first =
        workerEnvironment.records(workerEnvironment.topics.requests()).get(0);
    ConsumerRecord<byte[], byte[]> second = waited(1).get(0);

    assertThat(second.key()).isEqualTo(codeRequest.id().value().getBytes(UTF_8));
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(WorkerEnvironment.header(second, "traceparent")).isEqualTo(TRACE);
    assertThat(WorkerEnvironment.header(second, "sunpress-lane")).isEqualTo("interactive");
    assertThat(WorkerEnvironment.header(second, "sunpress-delays")).isEqualTo("2");
    assertThat(WorkerEnvironment.header(second, "sunpress-cause")).startsWith("busy: ");
    assertThat(WorkerEnvironment.header(second, "sunpress-errcode")).isEqualTo("-1");
    assertThat(WorkerEnvironment.header(second, "sunpress-attempts"))
        .isEqualTo(Long.toString(workerEnvironment.callsFor("pages/history")));
    assertThat(RequestTime.of(second)).isEqualTo(Instant.ofEpochMilli(first.timestamp()));
    ConsumerRecord<byte[], byte[]> back =
        workerEnvironment.records(workerEnvironment.topics.requests()).get(1);
    assertThat(back.timestamp() - waited(0).get(0).timestamp()).isGreaterThanOrEqualTo(1_000);
    assertThat(workerEnvironment.records(workerEnvironment.topics.bulkRequests())).isEmpty();
  }

  @Test
  void aDelaySaysWhyAndUntilWhen() {
    worker("1h,1h,1h");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Api(99_999, "something new"), 1, 1);
    Instant before = Instant.now();
    CodeRequest codeRequest =
        workerEnvironment.ask(
            workerEnvironment.question(CodeRequestMessage.of("pages/why", "w=1")), Priority.BULK);
    JsonNode event = workerEnvironment.onlyEvent(codeRequest);

    assertThat(event.path("status").asString()).isEqualTo("delayed");
    assertThat(event.path("error").path("class").asString()).isEqualTo("unknown");
    assertThat(event.path("error").path("errcode").asInt()).isEqualTo(99_999);
    assertThat(event.path("attempts").asLong()).isEqualTo(workerEnvironment.callsFor("pages/why"));
    assertThat(Instant.parse(event.path("until").asString()))
        .isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    assertThat(WorkerEnvironment.header(waited(0).get(0), "sunpress-lane")).isEqualTo("bulk");
    assertThat(waited(0).get(0).timestamp())
        .as("put aside before it is said")
        .isLessThanOrEqualTo(
            workerEnvironment.records(workerEnvironment.topics.events()).get(0).timestamp());
    workerEnvironment.awaitNoLag("sunpress-worker-bulk", workerEnvironment.topics.bulkRequests());
    assertThat(workerEnvironment.failure(codeRequest))
        .as("nobody is told that it failed")
        .isEmpty();
  }

  @Test
  void diesAfterTheLastDelayWithADeadLetterAnAnswerAndAnEvent() {
    ConfigurableApplicationContext worker = worker("100ms,200ms,300ms");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Busy(), 1, 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/dead", "d=1");
    Instant askedAt =
        RequestTime.of(workerEnvironment.records(workerEnvironment.topics.requests()).get(0));
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).contains("failed"));

    assertThat(statuses(codeRequest)).containsExactly("delayed", "delayed", "delayed", "failed");
    int calls = (int) workerEnvironment.callsFor("pages/dead");
    JsonNode failed = workerEnvironment.eventsOf(codeRequest).get(3);
    assertThat(failed.path("attempts").asInt()).isEqualTo(calls);
    assertThat(failed.path("error").path("class").asString()).isEqualTo("busy");
    CodeAnswer.Failed answer = workerEnvironment.failure(codeRequest).orElseThrow();
    assertThat(answer.askedAt()).isEqualTo(askedAt);
    assertThat(answer.attempts()).isEqualTo(calls);
    assertThat(workerEnvironment.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(WorkerEnvironment.header(letter, "sunpress-delays")).isEqualTo("3");
              assertThat(RequestTime.of(letter)).isEqualTo(askedAt);
            });
    assertThat(ids(codeRequest)).doesNotHaveDuplicates();
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.retries")).isEqualTo(3);
    assertThat(WorkerEnvironment.metric(worker, "sunpress.worker.dead.letters")).isEqualTo(1);
  }

  /** As after a crash between the ack of the delay's record and the commit of the request's. */
  @Test
  void aRepeatOfWhatWasPutAsideAlreadyIsOneCodeAndTheSameEvents() {
    worker("5s,1h,1h");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Busy(), 1, 1);
    CodeRequest codeRequest = workerEnvironment.ask("pages/repeat", "r=1");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).contains("delayed"));
    ConsumerRecord<byte[], byte[]> asked =
        workerEnvironment.records(workerEnvironment.topics.requests()).get(0);
    repeat(asked, workerEnvironment.topics.requests());
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> waited(0).size() == 2);
    workerEnvironment.wechat.faults().clear();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> statuses(codeRequest).stream().filter("ready"::equals).count() == 2);
    assertThat(ids(codeRequest).stream().distinct())
        .as("a reader that drops repeats sees no more than without the crash")
        .hasSizeLessThanOrEqualTo(3)
        .contains(
            codeRequest.requestId() + ":" + codeRequest.id() + ":delayed:1",
            codeRequest.requestId() + ":" + codeRequest.id() + ":ready");
    assertThat(readyAnswer(codeRequest).askedAt())
        .isEqualTo(Instant.ofEpochMilli(asked.timestamp()));
    assertThat(workerEnvironment.deadLetters()).isEmpty();
  }

  @Test
  void whatWaitsIsNotLostWhenTheRelayStopsAndIsDueAtItsOwnTimeStill() {
    ConfigurableApplicationContext first = worker("3s,1h,1h");
    workerEnvironment.wechat.faults().always(new SimulatedFault.Api(99_999, "something new"), 1, 1);
    List<CodeRequest> questions =
        Stream.of("a", "b", "c", "d", "e")
            .map(s -> workerEnvironment.ask("pages/stop", s))
            .toList();
    await().atMost(WorkerEnvironment.PATIENCE).until(() -> waited(0).size() == 5);
    long start = System.nanoTime();
    workerEnvironment.stop(first);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("what waits is not waited for")
        .isLessThan(Duration.ofSeconds(15));
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests()))
        .as("none was due")
        .hasSize(5);
    workerEnvironment.wechat.faults().clear();
    worker("3s,1h,1h");
    for (CodeRequest codeRequest : questions) {
      await()
          .atMost(WorkerEnvironment.PATIENCE)
          .until(() -> statuses(codeRequest).contains("ready"));
    }
    assertThat(workerEnvironment.records(workerEnvironment.topics.requests())).hasSize(10);
    workerEnvironment.awaitNoLag("sunpress-retries-1m", workerEnvironment.topics.retries().get(0));
  }

  private CodeRequest traced(String page) {
    CodeRequest codeRequest = workerEnvironment.question(CodeRequestMessage.of(page, "t=1"));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            workerEnvironment.topics.requests(),
            codeRequest.id().value(),
            CodeRequestMessageCodec.write(codeRequest.message()));
    record.headers().add("traceparent", TRACE.getBytes(UTF_8));
    workerEnvironment.write(record);
    return codeRequest;
  }

  /** The same record once more, asked when the first was. */
  private void repeat(ConsumerRecord<byte[], byte[]> record, String topic) {
    ProducerRecord<String, byte[]> again =
        new ProducerRecord<>(topic, new String(record.key(), UTF_8), record.value());
    record.headers().forEach(again.headers()::add);
    RequestTime.keep(RequestTime.of(record), again.headers());
    workerEnvironment.write(again);
  }

  private List<ConsumerRecord<byte[], byte[]>> waited(int delay) {
    return workerEnvironment.records(workerEnvironment.topics.retries().get(delay));
  }

  private List<String> statuses(CodeRequest codeRequest) {
    return workerEnvironment.eventsOf(codeRequest).stream()
        .map(e -> e.path("status").asString())
        .toList();
  }

  private List<String> ids(CodeRequest codeRequest) {
    return workerEnvironment.records(workerEnvironment.topics.events()).stream()
        .map(event -> WorkerEnvironment.header(event, "ce_id"))
        .filter(id -> id.startsWith(codeRequest.requestId()))
        .toList();
  }

  private CodeAnswer.Ready readyAnswer(CodeRequest codeRequest) {
    String key = codeRequest.id().value();
    return workerEnvironment.records(workerEnvironment.topics.answers()).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(key))
        .flatMap(record -> CodeAnswerCodec.read(key, record.value()).stream())
        .map(CodeAnswer.Ready.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
