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
import io.sunpress.message.RequestDetails;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
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

class MessageEvaluatorTest {
  private static final String MESSAGE =
      "{\"page\":\"pages/a\",\"scene\":\"a=1\",\"reference\":\"sku\"}";
  private static final AppId OURS = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxffffffffffffffff");
  private static final ConfiguredApps BOTH =
      new ConfiguredApps(
          List.of(ConfiguredApp.of(OURS), ConfiguredApp.of(OTHER)), Optional.of(OURS));

  private final RecordEvaluator reader = reader(BOTH);

  private static RecordEvaluator reader(ConfiguredApps configuredApps) {
    CodeIdGenerator ids =
        new CodeIdGenerator(IdKey.of(Secret.of("0123456789abcdef0123456789abcdef")));
    return new MessageEvaluator(
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
    assertUnreadable(record(new RecordHeaders(), text.getBytes(UTF_8)));
  }

  @Test
  void passesOverATombstone() {
    assertThat(reader.evaluate(record(new RecordHeaders(), null)))
        .isInstanceOf(EvaluatedRecord.Skipped.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"page\":\"pages/a\",\"scene\":\"50%\",\"reference\":\"sku\"}",
        "{\"page\":7,\"scene\":\"a\",\"reference\":\"sku\"}",
        "{\"scene\":\"a\",\"reference\":\"sku\"}"
      })
  void tellsTheAskerWhatIsWrong(String text) {
    EvaluatedRecord.Refusal refused = refused(record(new RecordHeaders(), text.getBytes(UTF_8)));
    assertThat(refused.asker().reference()).contains("sku");
  }

  @Test
  void twoWrongRequestsOfOneNameAreTwoEventsAndARepeatIsNone() {
    byte[] first = "{\"scene\":\"50%\",\"requestId\":\"batch-7\"}".getBytes(UTF_8);
    byte[] second = "{\"scene\":7,\"requestId\":\"batch-7\"}".getBytes(UTF_8);
    assertThat(eventId(second)).startsWith("batch-7:").isNotEqualTo(eventId(first));
    assertThat(eventId(first)).isEqualTo(eventId(first));
  }

  private String eventId(byte[] value) {
    ConsumerRecord<byte[], byte[]> record = record(new RecordHeaders(), value);
    EvaluatedRecord.Refusal refused = refused(record);
    RequestDetails asked =
        RejectedRecord.readable(
                record, refused.error(), refused.asker(), refused.message(), Optional.empty())
            .asked()
            .orElseThrow();
    return new CodeEvent.Failed(asked, refused.error(), 0, Instant.EPOCH).eventId();
  }

  @Test
  void refusesABrokenCloudEvent() {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    assertUnreadable(record(headers, MESSAGE.getBytes(UTF_8)));
    Headers structured = new RecordHeaders();
    structured.add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(UTF_8));
    assertUnreadable(record(structured, "{}".getBytes(UTF_8)));
    Headers batch = new RecordHeaders();
    batch.add("content-type", "application/cloudevents-batch+json".getBytes(UTF_8));
    assertUnreadable(record(batch, "[]".getBytes(UTF_8)));
  }

  private CodeRequest wanted(ConsumerRecord<byte[], byte[]> record) {
    return ((EvaluatedRecord.Rows) reader.evaluate(record)).requests().get(0).request();
  }

  private EvaluatedRecord.Refusal refused(ConsumerRecord<byte[], byte[]> record) {
    return ((EvaluatedRecord.Rows) reader.evaluate(record)).refusals().get(0);
  }

  private void assertUnreadable(ConsumerRecord<byte[], byte[]> record) {
    assertThat(reader.evaluate(record)).isInstanceOf(EvaluatedRecord.Unreadable.class);
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
