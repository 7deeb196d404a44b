package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import io.sunpress.worker.limiter.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayRecordsTest {
  private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final RetryDelay DELAY =
      new RetryDelay("sunpress.retries.10m", Duration.ofMinutes(10));
  private static final CodeError BUSY =
      new CodeError(ErrorClass.BUSY, OptionalInt.of(-1), "system error", Optional.empty());
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private final DelayRecords delayRecords = new DelayRecords(TOPICS);

  @Test
  void keepsTheJourneyThroughEveryStation() {
    ConsumerRecord<byte[], byte[]> asked = read(TOPICS.requests(), NOON, new RecordHeaders());
    DeliveryHeaders first = delayRecords.journey(asked).delayed(5);
    assertThat(first).isEqualTo(new DeliveryHeaders(NOON, Priority.INTERACTIVE, 5, 1, 1));

    ProducerRecord<byte[], byte[]> waits = delayRecords.delayed(asked, first, DELAY, BUSY);
    assertThat(waits.topic()).isEqualTo(DELAY.topic());
    assertThat(waits.headers().lastHeader(SunpressHeaders.WAIT).value())
        .asString()
        .isEqualTo("PT10M");
    ProducerRecord<byte[], byte[]> back =
        delayRecords.back(read(waits, NOON.plusSeconds(30)), NOON);
    assertThat(back.topic()).isEqualTo(TOPICS.requests());
    assertThat(back.headers().lastHeader(SunpressHeaders.WAIT)).isNull();
    assertThat(back.key()).isEqualTo(asked.key());
    assertThat(back.value()).isEqualTo(asked.value());
    ConsumerRecord<byte[], byte[]> again = read(back, NOON.plusSeconds(600));
    assertThat(delayRecords.journey(again)).isEqualTo(first);

    DeliveryHeaders second = delayRecords.journey(again).parked();
    assertThat(second).isEqualTo(new DeliveryHeaders(NOON, Priority.INTERACTIVE, 5, 1, 2));
    ProducerRecord<byte[], byte[]> parked = delayRecords.parked(again, second, closure());
    assertThat(parked.key()).isEqualTo(APP.value().getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> still =
        read(delayRecords.again(read(parked, NOON.plusSeconds(700))), NOON.plusSeconds(800));
    assertThat(DelayRecords.app(still)).contains(APP);
    assertThat(DelayRecords.until(still)).isEqualTo(NOON.plusSeconds(3600));
    ProducerRecord<byte[], byte[]> open = delayRecords.unparked(still, Optional.empty(), NOON);
    assertThat(open.topic()).isEqualTo(TOPICS.requests());
    assertThat(open.key()).isEqualTo(asked.key());
    assertThat(open.headers().lastHeader(SunpressHeaders.KEY)).isNull();
    assertThat(delayRecords.journey(read(open, NOON.plusSeconds(900)))).isEqualTo(second);
  }

  @Test
  void putsBackBehindThoseThatWaitNowWhatWasAskedForLongAgo() {
    ConsumerRecord<byte[], byte[]> asked = read(TOPICS.requests(), NOON, new RecordHeaders());
    ProducerRecord<byte[], byte[]> parked =
        delayRecords.parked(asked, delayRecords.journey(asked).parked(), closure());
    Instant later = NOON.plusSeconds(3601);
    assertThat(delayRecords.unparked(read(parked, later), Optional.empty(), later).topic())
        .isEqualTo(TOPICS.bulkRequests());
  }

  @Test
  void putsBulkBackAsBulk() {
    ConsumerRecord<byte[], byte[]> asked = read(TOPICS.bulkRequests(), NOON, new RecordHeaders());
    ProducerRecord<byte[], byte[]> waits =
        delayRecords.delayed(asked, delayRecords.journey(asked).delayed(1), DELAY, BUSY);
    assertThat(delayRecords.back(read(waits, NOON), NOON).topic()).isEqualTo(TOPICS.bulkRequests());
  }

  @Test
  void tellsTheLastCauseOnly() {
    ConsumerRecord<byte[], byte[]> asked = read(TOPICS.requests(), NOON, new RecordHeaders());
    DeliveryHeaders deliveryHeaders = delayRecords.journey(asked).delayed(1);
    ConsumerRecord<byte[], byte[]> busy =
        read(delayRecords.delayed(asked, deliveryHeaders, DELAY, BUSY), NOON);
    CodeError away = CodeError.of(ErrorClass.STORAGE, "the store is away");
    Headers headers = delayRecords.delayed(busy, deliveryHeaders, DELAY, away).headers();
    assertThat(new String(headers.lastHeader("sunpress-cause").value(), UTF_8))
        .isEqualTo("storage: the store is away");
    assertThat(headers.lastHeader("sunpress-errcode")).isNull();
    assertThat(headers.headers("sunpress-cause")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "99999999999999999999", "1e3"})
  void readsCountsThatAreNoneAsZero(String text) {
    RecordHeaders headers = new RecordHeaders();
    for (String name : new String[] {"sunpress-attempts", "sunpress-delays", "sunpress-turns"}) {
      headers.add(name, text.getBytes(UTF_8));
    }
    headers.add("sunpress-lane", text.getBytes(UTF_8));
    headers.add("sunpress-until", text.getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> record = read(TOPICS.requests(), NOON, headers);
    assertThat(delayRecords.journey(record))
        .isEqualTo(new DeliveryHeaders(NOON, Priority.BULK, 0, 0, 0));
    assertThat(DelayRecords.until(record)).isEqualTo(Instant.MIN);
    assertThat(DelayRecords.app(record)).isEmpty();
  }

  private static Suspension closure() {
    return new Suspension(APP, CodeError.of(ErrorClass.APP, "no"), NOON, NOON.plusSeconds(3600));
  }

  private static ConsumerRecord<byte[], byte[]> read(String topic, Instant at, Headers headers) {
    return read(topic, at, "0123456789abcdefghjkmnpqrs".getBytes(UTF_8), headers);
  }

  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> written, Instant at) {
    return read(written.topic(), at, written.key(), written.headers());
  }

  private static ConsumerRecord<byte[], byte[]> read(
      String topic, Instant at, byte[] key, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        7,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        new byte[] {1, 2},
        headers,
        Optional.empty());
  }
}
