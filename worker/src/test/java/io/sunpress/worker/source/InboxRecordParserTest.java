package io.sunpress.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.Priority;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.topic.Topics;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.RejectedRecord;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxRecordParserTest {
  private static final String MESSAGE =
      "{\"page\":\"pages/a\",\"scene\":\"a=1\",\"reference\":\"sku\"}";
  private static final AppId OURS = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxffffffffffffffff");
  private static final ConfiguredApps BOTH =
      new ConfiguredApps(
          List.of(ConfiguredApp.of(OURS), ConfiguredApp.of(OTHER)), Optional.of(OURS));

  private final InboxRecordParser reader = reader(BOTH);

  private static InboxRecordParser reader(ConfiguredApps configuredApps) {
    CodeIdGenerator ids =
        new CodeIdGenerator(IdKey.of(Secret.of("0123456789abcdef0123456789abcdef")));
    return new InboxRecordParser(
        new RequestValidator(configuredApps, ids, new RequestIdGenerator(Clock.systemUTC())));
  }

  @Test
  void readsPlainJson() {
    CodeRequest codeRequest = wanted(record(new RecordHeaders(), MESSAGE.getBytes(UTF_8)));
    assertThat(codeRequest.spec().page().value()).isEqualTo("pages/a");
    assertThat(codeRequest.asker().reference()).contains("sku");
  }

  @Test
  void readsACloudEventInBothModes() {
    CloudEvent event = event("42");
    assertThat(wanted(binary(event)).spec()).isEqualTo(wanted(structured(event)).spec());
    assertThat(wanted(binary(event)).spec().scene().orElseThrow().value()).isEqualTo("a=1");
  }

  @Test
  void namesARequestTheSameOnEveryReading() {
    ConsumerRecord<byte[], byte[]> record = record(new RecordHeaders(), MESSAGE.getBytes(UTF_8));
    assertThat(wanted(record).requestId()).isEqualTo(wanted(record).requestId());
  }

  @Test
  void takesACloudEventThatWasSentTwiceForOneRequest() {
    String first = wanted(binary(event("42"))).requestId();
    assertThat(wanted(structured(event("42"))).requestId()).isEqualTo(first);
    assertThat(wanted(binary(event("43"))).requestId()).isNotEqualTo(first);
  }

  @Test
  void keepsANameThatWasGiven() {
    byte[] named = MESSAGE.replace("{\"page", "{\"requestId\":\"mine\",\"page").getBytes(UTF_8);
    assertThat(wanted(record(new RecordHeaders(), named)).requestId()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "\"text\"", "{\"page\":"})
  void tellsNobodyAboutWhatCanNotBeRead(String text) {
    assertThat(refused(record(new RecordHeaders(), text.getBytes(UTF_8))).asked()).isEmpty();
  }

  @Test
  void survivesATombstone() {
    assertThat(refused(record(new RecordHeaders(), null)).asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"page\":\"pages/a\",\"scene\":\"50%\",\"reference\":\"sku\"}",
        "{\"page\":7,\"scene\":\"a\",\"reference\":\"sku\"}",
        "{\"scene\":\"a\",\"reference\":\"sku\"}"
      })
  void tellsTheAskerWhatIsWrong(String text) {
    RejectedRecord refused = refused(record(new RecordHeaders(), text.getBytes(UTF_8)));
    assertThat(refused.asked().orElseThrow().reference()).contains("sku");
    assertThat(refused.asked().orElseThrow().id()).isEmpty();
  }

  @Test
  void twoWrongRequestsOfOneNameAreTwoEventsAndARepeatIsNone() {
    byte[] first = "{\"scene\":\"50%\",\"requestId\":\"batch-7\"}".getBytes(UTF_8);
    byte[] second = "{\"scene\":7,\"requestId\":\"batch-7\"}".getBytes(UTF_8);
    assertThat(eventId(second)).startsWith("batch-7:").isNotEqualTo(eventId(first));
    assertThat(eventId(first)).isEqualTo(eventId(first));
  }

  private String eventId(byte[] value) {
    RejectedRecord refused = refused(record(new RecordHeaders(), value));
    return new CodeEvent.Failed(refused.asked().orElseThrow(), refused.error(), 0, Instant.EPOCH)
        .eventId();
  }

  @Test
  void refusesABrokenCloudEvent() {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    assertThat(refused(record(headers, MESSAGE.getBytes(UTF_8))).asked()).isEmpty();
    Headers structured = new RecordHeaders();
    structured.add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(UTF_8));
    assertThat(refused(record(structured, "{}".getBytes(UTF_8))).asked()).isEmpty();
    Headers batch = new RecordHeaders();
    batch.add("content-type", "application/cloudevents-batch+json".getBytes(UTF_8));
    assertThat(refused(record(batch, "[]".getBytes(UTF_8))).asked()).isEmpty();
  }

  @Test
  void knowsOnlyTheAppsThatItMayAskFor() {
    InboxProperties settings = new InboxProperties(true, "", List.of(OTHER), Priority.BULK);
    InboxRecordParser narrow = reader(settings.allowedOf(BOTH));
    byte[] ours = MESSAGE.replace("{", "{\"app\":\"" + OURS + "\",").getBytes(UTF_8);
    assertThat(narrow.read(record(new RecordHeaders(), ours)))
        .isInstanceOf(ParsedRecord.Refused.class);
    assertThat(narrow.read(record(new RecordHeaders(), MESSAGE.getBytes(UTF_8))))
        .as("the only app that it may ask for is its default")
        .isInstanceOfSatisfying(
            ParsedRecord.Wanted.class,
            wanted -> assertThat(wanted.question().spec().app()).isEqualTo(OTHER));
  }

  @Test
  void readsItsOwnTopicUnlessToldOtherwise() {
    assertThat(new InboxProperties(true, "", null, Priority.BULK).topicOf(Topics.DEFAULT))
        .isEqualTo("sunpress.inbox");
    assertThat(new InboxProperties(true, "shop.new", null, Priority.BULK).topicOf(Topics.DEFAULT))
        .isEqualTo("shop.new");
  }

  private CodeRequest wanted(ConsumerRecord<byte[], byte[]> record) {
    return ((ParsedRecord.Wanted) reader.read(record)).question();
  }

  private RejectedRecord refused(ConsumerRecord<byte[], byte[]> record) {
    return ((ParsedRecord.Refused) reader.read(record)).record();
  }

  private static CloudEvent event(String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/shop"))
        .withType("shop.product.created")
        .withData("application/json", MESSAGE.getBytes(UTF_8))
        .build();
  }

  private static ConsumerRecord<byte[], byte[]> binary(CloudEvent event) {
    ProducerRecord<Void, byte[]> record =
        KafkaMessageFactory.createWriter("sunpress.inbox").writeBinary(event);
    return record(record.headers(), record.value());
  }

  private static ConsumerRecord<byte[], byte[]> structured(CloudEvent event) {
    ProducerRecord<Void, byte[]> record =
        KafkaMessageFactory.createWriter("sunpress.inbox").writeStructured(event, new JsonFormat());
    return record(record.headers(), record.value());
  }

  private static ConsumerRecord<byte[], byte[]> record(Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        "sunpress.inbox",
        3,
        17,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        -1,
        value == null ? -1 : value.length,
        null,
        value,
        headers,
        Optional.empty());
  }
}
