package io.sunpress.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with a record. Called in the order of each partition; must not block nor throw. */
public interface RecordHandler {
  /**
   * Takes a record in hand. The claim is to be ended once, on whatever thread, whatever happens: a
   * record without an end stops the commits of its partition.
   */
  void handle(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment);

  /** Some claims are {@linkplain Acknowledgment#isLeaving() leaving}. */
  default void leaving() {}

  /**
   * Ends a record that has killed its worker whenever it was worked on. Handlers that only pass
   * records on have nothing that could kill.
   *
   * @param unread whether not even to look into it: the last look was too much
   */
  default void giveUp(ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, boolean unread) {
    handle(record, acknowledgment);
  }
}
