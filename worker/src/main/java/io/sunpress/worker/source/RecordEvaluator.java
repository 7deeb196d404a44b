package io.sunpress.worker.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out what becomes of a source's records. Requests nothing. */
public interface RecordEvaluator {

  /**
   * Evaluates a record; the same on every reading.
   *
   * @throws io.sunpress.worker.source.format.SchemaUnavailableException where its schema can't be
   *     had now: try again later
   */
  EvaluatedRecord evaluate(ConsumerRecord<byte[], byte[]> record);
}
