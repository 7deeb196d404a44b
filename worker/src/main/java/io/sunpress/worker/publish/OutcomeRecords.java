package io.sunpress.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.CodeEventCodec;
import io.sunpress.message.TraceContext;
import io.sunpress.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Answers and events as records. Keys are bytes here, since a dead letter's may be no text. */
public final class OutcomeRecords {
  private final Topics topics;

  public OutcomeRecords(Topics topics) {
    this.topics = topics;
  }

  /** Both of a code's answers are in its one partition, whatever their keys hash to. */
  public ProducerRecord<byte[], byte[]> record(CodeAnswer codeAnswer) {
    return new ProducerRecord<>(
        topics.answers(),
        topics.partition(codeAnswer.id()),
        CodeAnswerCodec.key(codeAnswer).getBytes(UTF_8),
        CodeAnswerCodec.write(codeAnswer));
  }

  /** The event's record. */
  public ProducerRecord<byte[], byte[]> record(CodeEvent event, TraceContext traceContext) {
    ProducerRecord<String, byte[]> record =
        CodeEventCodec.record(topics.events(), event, traceContext);
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        bytes(record.key()),
        record.value(),
        record.headers());
  }

  private static byte @Nullable [] bytes(@Nullable String key) {
    return key == null ? null : key.getBytes(UTF_8);
  }
}
