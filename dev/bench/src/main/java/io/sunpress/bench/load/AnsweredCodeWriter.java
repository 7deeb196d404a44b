package io.sunpress.bench.load;

import io.sunpress.code.CodeId;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes codes that were asked and answered, as doors and workers would have left them. */
public final class AnsweredCodeWriter implements AutoCloseable {
  private static final long BYTES = 195_000;

  private final Producer<String, byte[]> producer;
  private final Topics topics;
  private final Judge judge;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param judge names the codes; must have the readers' id-key
   */
  public AnsweredCodeWriter(String bootstrapServers, Topics topics, Judge judge) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1),
            new StringSerializer(),
            new ByteArraySerializer());
    this.topics = topics;
    this.judge = judge;
  }

  /** Writes one: its request and its answer. */
  public CodeId write(GenerateCode message) {
    Question question =
        judge
            .judge(message)
            .fold(
                valid -> valid,
                refused -> {
                  throw new IllegalArgumentException("refused: " + refused.refusal());
                });
    CodeId id = question.id();
    send(topics.requests(), id, id.value(), GenerateCodeCodec.write(question.message()));
    Answer answer = answer(question);
    send(topics.answers(), id, AnswerCodec.key(answer), AnswerCodec.write(answer));
    return id;
  }

  private static Answer answer(Question question) {
    Instant now = Instant.now();
    // No picture has it, but it is as long and as random as a hash.
    String digits = question.id().value().replaceAll("[g-z]", "0") + "0".repeat(64);
    return new Answer.Ready(
        question.id(),
        question.spec().app(),
        question.spec().format(),
        BYTES,
        digits.substring(0, 64),
        1,
        now,
        now.plusMillis(200));
  }

  private void send(String topic, CodeId id, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, topics.partition(id), key, value),
        (metadata, e) -> {
          if (e != null) {
            failure.set(e);
          }
        });
  }

  /**
   * Waits until the broker has all of them.
   *
   * @throws IllegalStateException if it has not taken one
   */
  @Override
  public void close() {
    producer.close();
    if (failure.get() != null) {
      throw new IllegalStateException("a code was not written", failure.get());
    }
  }
}
