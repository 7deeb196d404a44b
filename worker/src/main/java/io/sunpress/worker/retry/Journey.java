package io.sunpress.worker.retry;

import io.sunpress.intake.Lane;
import io.sunpress.message.AskedAt;
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
public record Journey(Instant askedAt, Lane lane, int attempts, int delays, int turns) {
  private static final String LANE = "sunpress-lane";
  private static final String ATTEMPTS = "sunpress-attempts";
  private static final String DELAYS = "sunpress-delays";
  private static final String TURNS = "sunpress-turns";

  /**
   * Reads it.
   *
   * @param lane of the record's topic, where no header says another
   */
  static Journey of(ConsumerRecord<byte[], byte[]> record, Lane lane) {
    Headers headers = record.headers();
    return new Journey(
        AskedAt.of(record),
        HeaderText.read(headers, LANE).map(Journey::lane).orElse(lane),
        HeaderText.readCount(headers, ATTEMPTS),
        HeaderText.readCount(headers, DELAYS),
        HeaderText.readCount(headers, TURNS));
  }

  private static Lane lane(String word) {
    return word.equals(word(Lane.INTERACTIVE)) ? Lane.INTERACTIVE : Lane.BULK;
  }

  private static String word(Lane lane) {
    return switch (lane) {
      case INTERACTIVE -> "interactive";
      case BULK -> "bulk";
    };
  }

  /** After one more delay. */
  public Journey delayed(int calls) {
    return new Journey(askedAt, lane, attempts + calls, delays + 1, turns + 1);
  }

  /** After it was parked, which uses up nothing. */
  public Journey parked() {
    return new Journey(askedAt, lane, attempts, delays, turns + 1);
  }

  void write(Headers headers) {
    AskedAt.keep(askedAt, headers);
    HeaderText.set(headers, LANE, word(lane));
    HeaderText.set(headers, ATTEMPTS, Integer.toString(attempts));
    HeaderText.set(headers, DELAYS, Integer.toString(delays));
    HeaderText.set(headers, TURNS, Integer.toString(turns));
  }
}
