package io.sunpress.worker.retry;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.worker.announce.Outbox;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what one record becomes, and lets go of it when the broker has acknowledged that. */
final class Relay {
  private final Outbox outbox;

  Relay(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Passes a record on. A crash between the ack and the commit repeats it: the same request twice,
   * which is one code and one event id.
   */
  void pass(ProducerRecord<byte[], byte[]> record, Acknowledgment acknowledgment, Runnable passed) {
    outbox
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
