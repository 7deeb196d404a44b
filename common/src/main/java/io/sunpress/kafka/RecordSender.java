package io.sunpress.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends a record, and reports once what became of it. */
@FunctionalInterface
public interface RecordSender<K> {
  void send(ProducerRecord<K, byte[]> record, Callback callback);
}
