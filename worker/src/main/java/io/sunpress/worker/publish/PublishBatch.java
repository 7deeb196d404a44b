package io.sunpress.worker.publish;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Everything that is to be said about some requests.
 *
 * @param kept said first, so that nothing is called dead or delayed that can't be found: dead
 *     letters, and requests that are put aside
 * @param answers said next, so that who hears an event can look the code up
 * @param events said last
 * @param wanted whether it is still ours to insist on
 */
public record PublishBatch(
    List<ProducerRecord<byte[], byte[]>> kept,
    List<ProducerRecord<byte[], byte[]>> answers,
    List<ProducerRecord<byte[], byte[]>> events,
    BooleanSupplier wanted) {
  public PublishBatch {
    kept = List.copyOf(kept);
    answers = List.copyOf(answers);
    events = List.copyOf(events);
  }
}
