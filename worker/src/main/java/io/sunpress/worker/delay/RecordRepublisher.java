package io.sunpress.worker.delay;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.worker.publish.RetryingProducer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what one record becomes, and lets go of it when the broker has acknowledged that. */
final class RecordRepublisher {
  private final RetryingProducer retryingProducer;

  RecordRepublisher(RetryingProducer retryingProducer) {
    this.retryingProducer = retryingProducer;
  }

  /**
   * Passes a record on. A crash between the ack and the commit repeats it: the same request twice,
   * which is one code and one event id.
   */
  void pass(ProducerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, Runnable passed) {
    retryingProducer
        .send(List.of(record), acknowledgment::held)
        .thenAccept(
            said -> {
              if (said) {
                passed.run();
                acknowledgment.finished();
              } else {
                acknowledgment.handBack();
              }
            });
  }
}
