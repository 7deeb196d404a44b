package io.sunpress.bench.load;

import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.RequestValidator;
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
  private final RequestValidator requestValidator;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param requestValidator names the codes; must have the readers' id-key
   */
  public AnsweredCodeWriter(
      String bootstrapServers, Topics topics, RequestValidator requestValidator) {
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
    this.requestValidator = requestValidator;
  }

  /** Writes one: its request and its answer. */
  public CodeId write(CodeRequestMessage message) {
    CodeRequest codeRequest =
        requestValidator
            .judge(message)
            .fold(
                valid -> valid,
                refused -> {
                  throw new IllegalArgumentException("refused: " + refused.refusal());
                });
    CodeId id = codeRequest.id();
    send(topics.requests(), id, id.value(), CodeRequestMessageCodec.write(codeRequest.message()));
    CodeAnswer codeAnswer = answer(codeRequest);
    send(topics.answers(), id, CodeAnswerCodec.key(codeAnswer), CodeAnswerCodec.write(codeAnswer));
    return id;
  }

  private static CodeAnswer answer(CodeRequest codeRequest) {
    Instant now = Instant.now();
    // No picture has it, but it is as long and as random as a hash.
    String digits = codeRequest.id().value().replaceAll("[g-z]", "0") + "0".repeat(64);
    return new CodeAnswer.Ready(
        codeRequest.id(),
        codeRequest.spec().app(),
        codeRequest.spec().format(),
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
