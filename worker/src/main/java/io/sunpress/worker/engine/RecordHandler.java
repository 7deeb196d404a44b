package io.sunpress.worker.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with a record. Called in the order of each partition; must not block nor throw. */
public interface RecordHandler {
  /**
   * Takes a record in hand. The claim is to be ended once, on whatever thread, whatever happens: a
   * record without an end stops the commits of its partition.
   */
  void handle(ConsumerRecord<byte[], byte[]> record, Claim claim);
}
