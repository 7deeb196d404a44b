package io.sunpress.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.SunpressHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Marks a dead letter as replayed, by a record in the same partition of the same topic. It comes
 * after the dead letter, so retention deletes that first.
 */
final class ReplayMarker {
  private static final String REPLAYED = "replayed";

  private ReplayMarker() {}

  /** The record to write when a dead letter was replayed. */
  static ProducerRecord<byte[], byte[]> of(String topic, DeadLetterPosition letter) {
    ProducerRecord<byte[], byte[]> marker =
        new ProducerRecord<>(topic, letter.partition(), letter.toString().getBytes(UTF_8), null);
    marker.headers().add(SunpressHeaders.MARKER, REPLAYED.getBytes(UTF_8));
    return marker;
  }

  /** Whether a record is a marker: a dead letter has a cause, whatever other headers it has. */
  static boolean is(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    return headers.lastHeader(SunpressHeaders.MARKER) != null
        && headers.lastHeader(SunpressHeaders.CAUSE) == null;
  }

  /** The dead letter that it marks. */
  static Optional<DeadLetterPosition> letter(ConsumerRecord<byte[], byte[]> marker) {
    return Optional.ofNullable(marker.key())
        .map(PrintableText::utf8)
        .flatMap(DeadLetterPosition::parse);
  }
}
