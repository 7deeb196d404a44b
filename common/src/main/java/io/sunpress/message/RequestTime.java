package io.sunpress.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * When a request was asked: the broker's append time of its first record. One that was put aside
 * and put back is another record with another time, so that it carries the first one's in a header;
 * its answer would otherwise be older or newer than the question.
 */
public final class RequestTime {
  /** The header: an ISO instant. */
  public static final String HEADER = "sunpress-asked-at";

  private RequestTime() {}

  /** Reads it. A header that can't be true is no header: no record is older than its question. */
  public static Instant of(ConsumerRecord<?, ?> record) {
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    Header kept = record.headers().lastHeader(HEADER);
    if (kept == null || kept.value() == null) {
      return appended;
    }
    try {
      Instant asked = Instant.parse(new String(kept.value(), UTF_8));
      return asked.isAfter(appended) ? appended : asked;
    } catch (DateTimeException e) {
      return appended;
    }
  }

  /** Has a record keep it. */
  public static void keep(Instant askedAt, Headers headers) {
    headers.remove(HEADER);
    headers.add(HEADER, askedAt.toString().getBytes(UTF_8));
  }
}
