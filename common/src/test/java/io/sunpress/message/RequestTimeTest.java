package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTimeTest {
  private static final Instant APPENDED = Instant.parse("2026-08-01T12:00:00.123Z");

  @Test
  void isTheAppendTimeOfARecordThatWasNeverPutAside() {
    assertThat(RequestTime.of(record(new RecordHeaders()))).isEqualTo(APPENDED);
  }

  @Test
  void isKeptToTheMillisecondHoweverOftenARecordIsPutAside() {
    Instant asked = Instant.parse("2026-08-01T10:59:59.001Z");
    RecordHeaders headers = new RecordHeaders();
    RequestTime.keep(APPENDED, headers);
    RequestTime.keep(asked, headers);

    assertThat(RequestTime.of(record(headers))).isEqualTo(asked);
    assertThat(headers.toArray()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "1754042400000", "2026-08-01T12:00:00.124Z"})
  void isTheAppendTimeWhereTheHeaderCannotBeTrue(String header) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(SunpressHeaders.ASKED_AT, header.getBytes(UTF_8));

    assertThat(RequestTime.of(record(headers))).isEqualTo(APPENDED);
  }

  @Test
  void isTheAppendTimeWhereTheHeaderIsNull() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(SunpressHeaders.ASKED_AT, null);

    assertThat(RequestTime.of(record(headers))).isEqualTo(APPENDED);
  }

  private static ConsumerRecord<byte[], byte[]> record(RecordHeaders headers) {
    return new ConsumerRecord<>(
        "t",
        0,
        7,
        APPENDED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        null,
        new byte[0],
        headers,
        Optional.empty());
  }
}
