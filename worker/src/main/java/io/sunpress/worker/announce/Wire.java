package io.sunpress.worker.announce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.Answer;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.EventCodec;
import io.sunpress.message.Trace;
import io.sunpress.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Answers and events as records. Keys are bytes here, since a dead letter's may be no text. */
public final class Wire {
  private final Topics topics;

  public Wire(Topics topics) {
    this.topics = topics;
  }

  /** Both of a code's answers are in its one partition, whatever their keys hash to. */
  public ProducerRecord<byte[], byte[]> record(Answer answer) {
    return new ProducerRecord<>(
        topics.answers(),
        topics.partition(answer.id()),
        AnswerCodec.key(answer).getBytes(UTF_8),
        AnswerCodec.write(answer));
  }

  /** The event's record. */
  public ProducerRecord<byte[], byte[]> record(CodeEvent event, Trace trace) {
    ProducerRecord<String, byte[]> record = EventCodec.record(topics.events(), event, trace);
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
