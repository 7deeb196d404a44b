package io.sunpress.worker.delay;

import io.sunpress.message.RequestTime;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.request.Priority;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What a request has been through, told by its record's headers.
 *
 * @param askedAt the append time of its first record
 * @param lane where it is put back
 * @param attempts calls to WeChat so far
 * @param delays how many delays it has used up
 * @param turns how often it was put aside, parked included
 */
public record DeliveryHeaders(Instant askedAt, Priority lane, int attempts, int delays, int turns) {
  /**
   * Reads it.
   *
   * @param lane of the record's topic, where no header says another
   */
  static DeliveryHeaders of(ConsumerRecord<byte[], byte[]> record, Priority lane) {
    Headers headers = record.headers();
    return new DeliveryHeaders(
        RequestTime.of(record),
        SunpressHeaders.read(headers, SunpressHeaders.LANE).map(DeliveryHeaders::lane).orElse(lane),
        SunpressHeaders.readCount(headers, SunpressHeaders.ATTEMPTS),
        SunpressHeaders.readCount(headers, SunpressHeaders.DELAYS),
        SunpressHeaders.readCount(headers, SunpressHeaders.TURNS));
  }

  private static Priority lane(String word) {
    return word.equals(word(Priority.INTERACTIVE)) ? Priority.INTERACTIVE : Priority.BULK;
  }

  private static String word(Priority lane) {
    return switch (lane) {
      case INTERACTIVE -> "interactive";
      case BULK -> "bulk";
    };
  }

  /** After one more delay. */
  public DeliveryHeaders delayed(int calls) {
    return new DeliveryHeaders(askedAt, lane, attempts + calls, delays + 1, turns + 1);
  }

  /** After it was parked, which uses up nothing. */
  public DeliveryHeaders parked() {
    return new DeliveryHeaders(askedAt, lane, attempts, delays, turns + 1);
  }

  void write(Headers headers) {
    RequestTime.keep(askedAt, headers);
    SunpressHeaders.set(headers, SunpressHeaders.LANE, word(lane));
    SunpressHeaders.set(headers, SunpressHeaders.ATTEMPTS, Integer.toString(attempts));
    SunpressHeaders.set(headers, SunpressHeaders.DELAYS, Integer.toString(delays));
    SunpressHeaders.set(headers, SunpressHeaders.TURNS, Integer.toString(turns));
  }
}
