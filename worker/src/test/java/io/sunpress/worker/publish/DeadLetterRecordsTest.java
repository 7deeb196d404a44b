package io.sunpress.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {
  private static final CodeError NOT_JSON = CodeError.of(ErrorClass.REQUEST, "not JSON");
  private final DeadLetterRecords deadLetterRecords =
      new DeadLetterRecords(
          Topics.DEFAULT, Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));

  @Test
  void aRecordThatDiesAgainKeepsItsHistoryAndTellsItsLastDeathOnly() {
    Headers headers = new RecordHeaders();
    add(headers, SunpressHeaders.REPLAYED, "2");
    add(headers, SunpressHeaders.HISTORY, "first death");
    add(headers, SunpressHeaders.HISTORY, "second death");
    add(headers, SunpressHeaders.CAUSE, "busy: of long ago");
    add(headers, SunpressHeaders.ERRCODE, "-1");
    add(headers, SunpressHeaders.CUT, "70000");
    Headers letter = deadLetterRecords.of(record(headers, "bytes"), NOT_JSON).headers();
    assertThat(values(letter, SunpressHeaders.HISTORY))
        .containsExactly("first death", "second death");
    assertThat(values(letter, SunpressHeaders.REPLAYED)).containsExactly("2");
    assertThat(values(letter, SunpressHeaders.CAUSE)).containsExactly("request: not JSON");
    assertThat(values(letter, SunpressHeaders.ERRCODE)).isEmpty();
    assertThat(values(letter, SunpressHeaders.CUT)).isEmpty();
  }

  @Test
  void theHistoryStaysWithARecordThatIsTooLarge() {
    Headers headers = new RecordHeaders();
    add(headers, SunpressHeaders.HISTORY, "first death");
    ProducerRecord<byte[], byte[]> letter =
        deadLetterRecords.of(record(headers, "x".repeat(100_000)), NOT_JSON);
    Headers cut = DeadLetterRecords.cut(letter).headers();
    assertThat(values(cut, SunpressHeaders.HISTORY)).containsExactly("first death");
    assertThat(values(cut, SunpressHeaders.CUT)).containsExactly("100000");
  }

  private static ConsumerRecord<byte[], byte[]> record(Headers headers, String value) {
    return new ConsumerRecord<>(
        "sunpress.requests",
        3,
        17,
        0,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        null,
        value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static List<String> values(Headers headers, String name) {
    return StreamSupport.stream(headers.headers(name).spliterator(), false)
        .map(header -> new String(header.value(), UTF_8))
        .toList();
  }
}
