package io.sunpress.worker.pipeline;

import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.RequestDetails;
import io.sunpress.message.RequestTime;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was read and judged.
 *
 * @param question what is asked
 * @param origin the record
 * @param claim what it is ended by
 */
record Request(CodeRequest question, ConsumerRecord<byte[], byte[]> origin, Acknowledgment claim) {

  /** The broker's append time of the first of its records. */
  Instant askedAt() {
    return RequestTime.of(origin);
  }

  RequestDetails asked() {
    return question.asked(askedAt());
  }

  TraceContext trace() {
    return TraceContext.of(origin.headers());
  }
}
