package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.intake.Lane;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.CodeReader;
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
  private final Workshop workshop = new Workshop();

  private ConfigurableApplicationContext worker;

  @BeforeAll
  void start() {
    worker = workshop.worker();
  }

  @AfterAll
  void close() {
    workshop.close();
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
    GenerateCode message =
        new GenerateCode(
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
    Question question = workshop.ask(message);
    JsonNode event = workshop.onlyEvent(question);
    assertThat(event.path("status").asString()).isEqualTo("ready");
    assertThat(event.path("contentType").asString())
        .isEqualTo(hyaline ? "image/png" : "image/jpeg");
    assertThat(event.path("url").asString())
        .isEqualTo("https://img.example/" + question.picture().path());
    assertThat(event.path("reference").asString()).isEqualTo("row 7");
    assertThat(event.path("cached").asBoolean()).isFalse();
    byte[] picture = workshop.picture(question);
    assertThat(event.path("bytes").asInt()).isEqualTo(picture.length);
    CodeContent content = CodeReader.read(picture);
    assertThat(content.app()).isEqualTo(Workshop.APP);
    if (kind.equals("unlimited")) {
      assertThat(content.page()).isEqualTo("pages/" + kind);
      assertThat(content.scene()).isEqualTo("h=" + hyaline);
    } else {
      assertThat(content.path()).isEqualTo(question.spec().pathWithScene());
    }
  }

  @Test
  void aCodeThatIsThereIsNotDrawnAgain() {
    Question first = workshop.ask("pages/again", "a=1");
    workshop.onlyEvent(first);
    Question second = workshop.ask("pages/again", "a=1");
    JsonNode event = workshop.onlyEvent(second);
    assertThat(event.path("cached").asBoolean()).isTrue();
    assertThat(event.path("attempts").asInt()).isZero();
    assertThat(workshop.callsFor("pages/again")).isEqualTo(1);
  }

  @Test
  void theAnswerTellsTheCodesStateAndNothingOfTheRequest() {
    Question question = workshop.ask("pages/answer", "a=1");
    workshop.onlyEvent(question);
    ConsumerRecord<byte[], byte[]> record =
        workshop.records(workshop.topics.answers()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(question.id().value()))
            .findFirst()
            .orElseThrow();
    assertThat(record.partition()).isEqualTo(workshop.topics.partition(question.id()));
    Answer.Ready answer =
        (Answer.Ready) AnswerCodec.read(question.id().value(), record.value()).orElseThrow();
    assertThat(answer.bytes()).isEqualTo(workshop.picture(question).length);
    assertThat(answer.attempts()).isEqualTo(1);
    assertThat(new String(record.value(), UTF_8)).doesNotContain("pages/answer", "a=1");
  }

  @Test
  void traceContextGoesFromTheRequestToItsEvent() {
    Question question = workshop.question(GenerateCode.of("pages/trace", "t=1"));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            workshop.topics.requests(),
            question.id().value(),
            GenerateCodeCodec.write(question.message()));
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    workshop.write(record);
    workshop.onlyEvent(question);
    assertThat(workshop.records(workshop.topics.events()))
        .filteredOn(event -> event.headers().lastHeader("traceparent") != null)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(Workshop.header(event, "traceparent")).isEqualTo(trace);
              assertThat(Workshop.header(event, "ce_subject")).isEqualTo(question.id().value());
            });
  }

  @Test
  void theSameRequestThroughTwoDoorsIsOneCall() {
    Question question = workshop.ask("/pages/doors", "d=1");
    workshop.inbox(
        "{\"page\":\"pages/doors\",\"scene\":\"d=1\",\"width\":430,\"requestId\":\"door-2\"}");
    workshop.onlyEvent(question);
    await()
        .atMost(Workshop.PATIENCE)
        .until(
            () ->
                workshop.events().stream()
                    .anyMatch(event -> event.path("requestId").asString().equals("door-2")));
    assertThat(workshop.callsFor("pages/doors")).isEqualTo(1);
  }

  @Test
  void aWrongInboxMessageIsADeadLetterAndAFailedEventAndTheNextGoesOn() {
    workshop.inbox("{\"page\":\"pages/x\",\"scene\":\"50%\",\"requestId\":\"wrong-1\"}");
    workshop.inbox("this is no JSON");
    workshop.inbox("{\"page\":\"pages/x\",\"scene\":\"ok\",\"requestId\":\"right-1\"}");
    await()
        .atMost(Workshop.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(statusOf("wrong-1")).containsExactly("failed");
              assertThat(statusOf("right-1")).containsExactly("ready");
              assertThat(workshop.deadLetters())
                  .filteredOn(
                      letter ->
                          Workshop.header(letter, "sunpress-topic").equals(workshop.topics.inbox()))
                  .extracting(letter -> new String(letter.value(), UTF_8))
                  .contains("this is no JSON");
            });
    workshop.awaitNoLag("sunpress-inbox", workshop.topics.inbox());
  }

  private List<String> statusOf(String requestId) {
    return workshop.events().stream()
        .filter(event -> event.path("requestId").asString().equals(requestId))
        .map(event -> event.path("status").asString())
        .toList();
  }

  @Test
  void onePageWithManyAskersAtOnceIsOneCallAndAnEventForEach() throws Exception {
    workshop.wechat.holdReplies();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      questions.add(workshop.ask("pages/many", "m=1"));
    }
    assertThat(workshop.wechat.calls().awaitInFlight(1, Workshop.PATIENCE)).isTrue();
    await()
        .atMost(Workshop.PATIENCE)
        .until(() -> Workshop.metric(worker, "sunpress.worker.in.flight") >= 12);
    workshop.wechat.releaseReplies();
    for (Question question : questions) {
      assertThat(workshop.onlyEvent(question).path("cached").asBoolean()).isFalse();
    }
    assertThat(workshop.callsFor("pages/many")).isEqualTo(1);
  }

  @Test
  void whoHasThePageCheckedIsNotAnsweredForWhoHasNot() {
    workshop.wechat.addApp(
        SimulatedApp.of(Workshop.APP, Workshop.APP_SECRET)
            .withMinuteLimit(1_000_000)
            .withUnreleased("pages/soon"));
    GenerateCode checked = GenerateCode.of("pages/soon", "s=1");
    GenerateCode unchecked =
        new GenerateCode(
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
    Question first = workshop.question(checked);
    Question second = workshop.question(unchecked);
    assertThat(second.id()).isEqualTo(first.id());
    workshop.wechat.holdReplies();
    workshop.ask(first, Lane.INTERACTIVE);
    workshop.ask(second, Lane.INTERACTIVE);
    workshop.wechat.releaseReplies();
    assertThat(workshop.onlyEvent(second).path("status").asString()).isEqualTo("ready");
    workshop.onlyEvent(first);
  }

  @Test
  void bulkRequestsAreServedToo() {
    Question question =
        workshop.ask(workshop.question(GenerateCode.of("pages/bulk", "b=1")), Lane.BULK);
    assertThat(workshop.onlyEvent(question).path("status").asString()).isEqualTo("ready");
  }
}
