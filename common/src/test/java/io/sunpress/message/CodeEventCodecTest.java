package io.sunpress.message;

import static io.sunpress.message.AnswerExamples.ID;
import static io.sunpress.message.AnswerExamples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sunpress.Examples;
import io.sunpress.code.PictureFormat;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CodeEventCodecTest {
  private static final String TOPIC = "sunpress.events";
  private static final Instant END = NOON.plusSeconds(5);
  private static final RequestDetails ASKED =
      new RequestDetails(
          "request-1",
          ID.value(),
          Optional.of(ID),
          Optional.of(Examples.APP),
          Optional.of("pages/index/index"),
          Optional.of("a=1&b=2"),
          Optional.of("order 7, 页面"),
          Optional.of(new CampaignRow("c1", 12)),
          NOON);
  private static final RequestDetails UNREADABLE =
      new RequestDetails(
          "request-2",
          "its-bytes",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NOON);
  private static final CodeError ERROR =
      new CodeError(ErrorClass.REQUEST, OptionalInt.of(41030), "invalid page", Optional.of("66a0"));

  @Test
  void isReadByTheCloudEventsLibrarysOwnReader() {
    ProducerRecord<String, byte[]> record =
        CodeEventCodec.record(TOPIC, ready(ASKED), TraceContext.NONE);
    CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();

    assertThat(record.topic()).isEqualTo(TOPIC);
    assertThat(record.key()).isEqualTo(ID.value());
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo("request-1:" + ID + ":ready");
    assertThat(event.getType()).isEqualTo("io.sunpress.code.ready.v1");
    assertThat(event.getSource()).isEqualTo(URI.create("/sunpress/" + Examples.APP));
    assertThat(event.getSubject()).isEqualTo(ID.value());
    assertThat(event.getTime()).isEqualTo(END.atOffset(ZoneOffset.UTC));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtension("reference")).isEqualTo("order 7, 页面");
    assertThat(event.getExtensionNames()).containsExactly("reference");
  }

  @Test
  void carriesItsAttributesAsHeadersOfTheBinaryMode() {
    ProducerRecord<String, byte[]> record =
        CodeEventCodec.record(TOPIC, ready(ASKED), TraceContext.NONE);

    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrder(
            "ce_specversion",
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_subject",
            "ce_time",
            "ce_reference",
            "content-type");
  }

  @Test
  void tellsAReadyCodeByTheDocumentedMembersAndNoOther() {
    JsonNode data = data(ready(ASKED));

    assertThat(data)
        .isEqualTo(
            json(
                """
                {"codeId":"%s","requestId":"request-1","reference":"order 7, 页面",
                 "campaign":{"id":"c1","row":12},"app":"%s","page":"pages/index/index",
                 "scene":"a=1&b=2","askedAt":"2026-08-01T12:00:00.123Z","status":"ready",
                 "url":"https://codes.example/1.jpg","contentType":"image/jpeg","bytes":195000,
                 "sha256":"abcd","cached":true,"attempts":2,
                 "finishedAt":"2026-08-01T12:00:05.123Z"}"""
                    .formatted(ID, Examples.APP)));
  }

  @Test
  void tellsAFailureByTheDocumentedMembersAndNoOther() {
    JsonNode data = data(new CodeEvent.Failed(ASKED, ERROR, 1, END));

    assertThat(data.propertyNames())
        .containsExactlyInAnyOrder(
            "codeId",
            "requestId",
            "reference",
            "campaign",
            "app",
            "page",
            "scene",
            "askedAt",
            "status",
            "error",
            "attempts",
            "finishedAt");
    assertThat(data.get("status").stringValue()).isEqualTo("failed");
    assertThat(data.get("error"))
        .isEqualTo(
            json(
                "{\"class\":\"request\",\"errcode\":41030,\"errmsg\":\"invalid page\","
                    + "\"rid\":\"66a0\"}"));
  }

  @Test
  void tellsADelayWithoutSayingThatItIsTheEnd() {
    JsonNode data = data(delayed(3, NOON.plusSeconds(60)));

    assertThat(data.get("status").stringValue()).isEqualTo("delayed");
    assertThat(data.get("until").stringValue()).isEqualTo("2026-08-01T12:01:00.123Z");
    assertThat(data.has("finishedAt")).isFalse();
  }

  @Test
  void tellsOfARequestOfWhichNothingCouldBeRead() {
    CodeEvent failed = new CodeEvent.Failed(UNREADABLE, ERROR, 0, END);
    ProducerRecord<String, byte[]> record = CodeEventCodec.record(TOPIC, failed, TraceContext.NONE);
    CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();

    assertThat(record.key()).isNull();
    assertThat(event.getSource()).isEqualTo(URI.create("/sunpress"));
    assertThat(event.getSubject()).isNull();
    assertThat(data(failed).propertyNames())
        .containsExactlyInAnyOrder(
            "requestId", "askedAt", "status", "error", "attempts", "finishedAt");
  }

  @Test
  void namesARepeatLikeTheFirstAndEveryOtherOutcomeDifferently() {
    CodeEvent.Ready again =
        new CodeEvent.Ready(
            ASKED, "https://codes.example/1.jpg", PictureFormat.JPEG, 1, "ef", false, 9, NOON);

    assertThat(again.eventId()).isEqualTo(ready(ASKED).eventId());
    assertThat(delayed(1, NOON).eventId())
        .as("a repeat is put aside at another time")
        .isEqualTo(delayed(1, END).eventId());
    assertThat(
            Set.of(
                ready(ASKED).eventId(),
                ready(UNREADABLE).eventId(),
                new CodeEvent.Failed(ASKED, ERROR, 1, END).eventId(),
                delayed(1, NOON).eventId(),
                delayed(2, NOON).eventId()))
        .hasSize(5);
  }

  @Test
  void oneNameForTwoCodesIsTwoEvents() {
    RequestDetails another =
        new RequestDetails(
            ASKED.requestId(),
            "another-code",
            Optional.empty(),
            ASKED.app(),
            ASKED.page(),
            ASKED.scene(),
            ASKED.reference(),
            ASKED.campaign(),
            ASKED.askedAt());
    assertThat(ready(another).eventId()).isNotEqualTo(ready(ASKED).eventId());
    assertThat(new CodeEvent.Failed(another, ERROR, 1, END).eventId())
        .isNotEqualTo(new CodeEvent.Failed(ASKED, ERROR, 1, END).eventId());
  }

  @Test
  void passesTheTraceOn() {
    TraceContext traceContext =
        new TraceContext(Map.of("traceparent", "00-1-2-01", "tracestate", "k=v"));
    ProducerRecord<String, byte[]> record =
        CodeEventCodec.record(TOPIC, ready(ASKED), traceContext);

    assertThat(TraceContext.of(record.headers())).isEqualTo(traceContext);
    assertThat(header(record, "traceparent")).isEqualTo("00-1-2-01");
    assertThat(header(record, "tracestate")).isEqualTo("k=v");
  }

  private static CodeEvent.Ready ready(RequestDetails requestDetails) {
    return new CodeEvent.Ready(
        requestDetails,
        "https://codes.example/1.jpg",
        PictureFormat.JPEG,
        195_000,
        "abcd",
        true,
        2,
        END);
  }

  private static CodeEvent.Delayed delayed(int turn, Instant until) {
    return new CodeEvent.Delayed(ASKED, ERROR, 3, until, turn, END);
  }

  private static JsonNode data(CodeEvent event) {
    return JsonMapper.shared()
        .readTree(CodeEventCodec.record(TOPIC, event, TraceContext.NONE).value());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    List<Header> found = new java.util.ArrayList<>();
    record.headers().headers(name).forEach(found::add);
    assertThat(found).hasSize(1);
    return new String(found.get(0).value(), UTF_8);
  }
}
