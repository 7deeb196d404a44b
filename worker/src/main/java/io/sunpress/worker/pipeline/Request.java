package io.sunpress.worker.pipeline;

import io.sunpress.intake.Question;
import io.sunpress.message.Asked;
import io.sunpress.message.AskedAt;
import io.sunpress.message.Trace;
import io.sunpress.worker.engine.Claim;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was read and judged.
 *
 * @param question what is asked
 * @param origin the record
 * @param claim what it is ended by
 */
record Request(Question question, ConsumerRecord<byte[], byte[]> origin, Claim claim) {

  /** The broker's append time of the first of its records. */
  Instant askedAt() {
    return AskedAt.of(origin);
  }

  Asked asked() {
    return question.asked(askedAt());
  }

  Trace trace() {
    return Trace.of(origin.headers());
  }
}
