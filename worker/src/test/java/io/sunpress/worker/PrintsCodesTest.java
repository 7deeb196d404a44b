package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole path on real parts, where nothing goes wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintsCodesTest {
  private final WorkerEnvironment workerEnvironment = new WorkerEnvironment();

  private ConfigurableApplicationContext worker;

  @BeforeAll
  void start() {
    worker = workerEnvironment.worker();
  }

  @AfterAll
  void close() {
    workerEnvironment.close();
  }

  @ParameterizedTest
  @CsvSource({
    "unlimited, false",
    "unlimited, true",
    "limited, false",
    "limited, true",
    "square, false"
  })
  void drawsStoresAndAnnouncesEveryKindAndFormat(String kind, boolean hyaline) {
    CodeRequestMessage message =
        new CodeRequestMessage(
            null,
            kind,
            "pages/" + kind,
            "h=" + hyaline,
            300,
            null,
            null,
            hyaline,
            null,
            null,
            null,
            null,
            "row 7",
            null);
    CodeRequest codeRequest = workerEnvironment.ask(message);
    JsonNode event = workerEnvironment.onlyEvent(codeRequest);
    assertThat(event.path("status").asString()).isEqualTo("ready");
    assertThat(event.path("contentType").asString())
        .isEqualTo(hyaline ? "image/png" : "image/jpeg");
    assertThat(event.path("url").asString())
        .isEqualTo("https://img.example/" + codeRequest.picture().path());
    assertThat(event.path("reference").asString()).isEqualTo("row 7");
    assertThat(event.path("cached").asBoolean()).isFalse();
    byte[] picture = workerEnvironment.picture(codeRequest);
    assertThat(event.path("bytes").asInt()).isEqualTo(picture.length);
    CodeContent content = SimulatedCodeReader.read(picture);
    assertThat(content.app()).isEqualTo(WorkerEnvironment.APP);
    if (kind.equals("unlimited")) {
      assertThat(content.page()).isEqualTo("pages/" + kind);
      assertThat(content.scene()).isEqualTo("h=" + hyaline);
    } else {
      assertThat(content.path()).isEqualTo(codeRequest.spec().pathWithScene());
    }
  }

  @Test
  void aCodeThatIsThereIsNotDrawnAgain() {
    CodeRequest first = workerEnvironment.ask("pages/again", "a=1");
    workerEnvironment.onlyEvent(first);
    CodeRequest second = workerEnvironment.ask("pages/again", "a=1");
    JsonNode event = workerEnvironment.onlyEvent(second);
    assertThat(event.path("cached").asBoolean()).isTrue();
    assertThat(event.path("attempts").asInt()).isZero();
    assertThat(workerEnvironment.callsFor("pages/again")).isEqualTo(1);
  }

  @Test
  void theAnswerTellsTheCodesStateAndNothingOfTheRequest() {
    CodeRequest codeRequest = workerEnvironment.ask("pages/answer", "a=1");
    workerEnvironment.onlyEvent(codeRequest);
    ConsumerRecord<byte[], byte[]> record =
        workerEnvironment.records(workerEnvironment.topics.answers()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(codeRequest.id().value()))
            .findFirst()
            .orElseThrow();
    assertThat(record.partition()).isEqualTo(workerEnvironment.topics.partition(codeRequest.id()));
    CodeAnswer.Ready answer =
        (CodeAnswer.Ready)
            CodeAnswerCodec.read(codeRequest.id().value(), record.value()).orElseThrow();
    assertThat(answer.bytes()).isEqualTo(workerEnvironment.picture(codeRequest).length);
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(new String(record.value(), UTF_8)).doesNotContain("pages/answer", "a=1");
  }

  @Test
  void traceContextGoesFromTheRequestToItsEvent() {
    CodeRequest codeRequest =
        workerEnvironment.question(CodeRequestMessage.of("pages/trace", "t=1"));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            workerEnvironment.topics.requests(),
            codeRequest.id().value(),
            CodeRequestMessageCodec.write(codeRequest.message()));
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    workerEnvironment.write(record);
    workerEnvironment.onlyEvent(codeRequest);
    assertThat(workerEnvironment.records(workerEnvironment.topics.events()))
        .filteredOn(event -> event.headers().lastHeader("traceparent") != null)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(WorkerEnvironment.header(event, "traceparent")).isEqualTo(trace);
              assertThat(WorkerEnvironment.header(event, "ce_subject"))
                  .isEqualTo(codeRequest.id().value());
            });
  }

  @Test
  void theSameRequestThroughTwoDoorsIsOneCall() {
    CodeRequest codeRequest = workerEnvironment.ask("/pages/doors", "d=1");
    workerEnvironment.inbox(
        "{\"page\":\"pages/doors\",\"scene\":\"d=1\",\"width\":430,\"requestId\":\"door-2\"}");
    workerEnvironment.onlyEvent(codeRequest);
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(
            () ->
                workerEnvironment.events().stream()
                    .anyMatch(event -> event.path("requestId").asString().equals("door-2")));
    assertThat(workerEnvironment.callsFor("pages/doors")).isEqualTo(1);
  }

  @Test
  void aWrongInboxMessageIsADeadLetterAndAFailedEventAndTheNextGoesOn() {
    workerEnvironment.inbox("{\"page\":\"pages/x\",\"scene\":\"50%\",\"requestId\":\"wrong-1\"}");
    workerEnvironment.inbox("this is no JSON");
    workerEnvironment.inbox("{\"page\":\"pages/x\",\"scene\":\"ok\",\"requestId\":\"right-1\"}");
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(statusOf("wrong-1")).containsExactly("failed");
              assertThat(statusOf("right-1")).containsExactly("ready");
              assertThat(workerEnvironment.deadLetters())
                  .filteredOn(
                      letter ->
                          WorkerEnvironment.header(letter, "sunpress-topic")
                              .equals(workerEnvironment.topics.inbox()))
                  .extracting(letter -> new String(letter.value(), UTF_8))
                  .contains("this is no JSON");
            });
    workerEnvironment.awaitNoLag("sunpress-inbox", workerEnvironment.topics.inbox());
  }

  private List<String> statusOf(String requestId) {
    return workerEnvironment.events().stream()
        .filter(event -> event.path("requestId").asString().equals(requestId))
        .map(event -> event.path("status").asString())
        .toList();
  }

  @Test
  void onePageWithManyAskersAtOnceIsOneCallAndAnEventForEach() throws Exception {
    workerEnvironment.wechat.holdReplies();
    List<CodeRequest> questions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      questions.add(workerEnvironment.ask("pages/many", "m=1"));
    }
    assertThat(workerEnvironment.wechat.calls().awaitInFlight(1, WorkerEnvironment.PATIENCE))
        .isTrue();
    await()
        .atMost(WorkerEnvironment.PATIENCE)
        .until(() -> WorkerEnvironment.metric(worker, "sunpress.worker.in.flight") >= 12);
    workerEnvironment.wechat.releaseReplies();
    for (CodeRequest codeRequest : questions) {
      assertThat(workerEnvironment.onlyEvent(codeRequest).path("cached").asBoolean()).isFalse();
    }
    assertThat(workerEnvironment.callsFor("pages/many")).isEqualTo(1);
  }

  @Test
  void whoHasThePageCheckedIsNotAnsweredForWhoHasNot() {
    workerEnvironment.wechat.addApp(
        SimulatedApp.of(WorkerEnvironment.APP, WorkerEnvironment.APP_SECRET)
            .withMinuteLimit(1_000_000)
            .withUnreleased("pages/soon"));
    CodeRequestMessage checked = CodeRequestMessage.of("pages/soon", "s=1");
    CodeRequestMessage unchecked =
        new CodeRequestMessage(
            null,
            null,
            "pages/soon",
            "s=1",
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null);
    CodeRequest first = workerEnvironment.question(checked);
    CodeRequest second = workerEnvironment.question(unchecked);
    assertThat(second.id()).isEqualTo(first.id());
    workerEnvironment.wechat.holdReplies();
    workerEnvironment.ask(first, Priority.INTERACTIVE);
    workerEnvironment.ask(second, Priority.INTERACTIVE);
    workerEnvironment.wechat.releaseReplies();
    assertThat(workerEnvironment.onlyEvent(second).path("status").asString()).isEqualTo("ready");
    workerEnvironment.onlyEvent(first);
  }

  @Test
  void bulkRequestsAreServedToo() {
    CodeRequest codeRequest =
        workerEnvironment.ask(
            workerEnvironment.question(CodeRequestMessage.of("pages/bulk", "b=1")), Priority.BULK);
    assertThat(workerEnvironment.onlyEvent(codeRequest).path("status").asString())
        .isEqualTo("ready");
  }
}
