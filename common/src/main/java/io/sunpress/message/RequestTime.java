package io.sunpress.message;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * When a request was asked: the broker's append time of its first record. One that was put aside
 * and put back is another record with another time, so that it carries the first one's in a header;
 * its answer would otherwise be older or newer than the question.
 */
public final class RequestTime {
  private RequestTime() {}

  /** Reads it. A header that can't be true is no header: no record is older than its question. */
  public static Instant of(ConsumerRecord<?, ?> record) {
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    try {
      return SunpressHeaders.read(record.headers(), SunpressHeaders.ASKED_AT)
          .map(Instant::parse)
          .filter(asked -> !asked.isAfter(appended))
          .orElse(appended);
    } catch (DateTimeException e) {
      return appended;
    }
  }

  /** Has a record keep it. */
  public static void keep(Instant askedAt, Headers headers) {
    SunpressHeaders.set(headers, SunpressHeaders.ASKED_AT, askedAt.toString());
  }
}
