package io.sunpress.worker.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.SunpressHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Says in the dead letters' own topic that one of them was replayed. It is in the letter's
 * partition and after it, so retention takes the letter first.
 */
final class Marker {
  private static final String REPLAYED = "replayed";

  private Marker() {}

  /** The record to write when a letter was put back. */
  static ProducerRecord<byte[], byte[]> of(String topic, Position letter) {
    ProducerRecord<byte[], byte[]> marker =
        new ProducerRecord<>(topic, letter.partition(), letter.toString().getBytes(UTF_8), null);
    marker.headers().add(SunpressHeaders.MARKER, REPLAYED.getBytes(UTF_8));
    return marker;
  }

  /** Whether a record is a marker: a letter always has a cause, whatever its writer put in. */
  static boolean is(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    return headers.lastHeader(SunpressHeaders.MARKER) != null
        && headers.lastHeader(SunpressHeaders.CAUSE) == null;
  }

  /** Which letter it is about. */
  static Optional<Position> letter(ConsumerRecord<byte[], byte[]> marker) {
    return Optional.ofNullable(marker.key()).map(Texts::utf8).flatMap(Position::parse);
  }
}
