package io.sunpress.bench.load;

import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.measure.MeasuredRequests;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.topic.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks through the same intake as every door of Sunpress, and writes down Kafka's answer. */
public final class KafkaLoad implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final RequestPublisher intake;
  private final Priority priority;
  private final MeasuredRequests measuredRequests;

  /**
   * @param bootstrapServers the broker
   * @param requestValidator names the codes; must have the workers' id-key
   * @param priority how urgent all of them are
   */
  public KafkaLoad(
      String bootstrapServers,
      Topics topics,
      RequestValidator requestValidator,
      Priority priority,
      MeasuredRequests measuredRequests) {
    this.producer =
        new KafkaProducer<>(
            settings(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    this.intake = new RequestPublisher(requestValidator, producer::send, topics);
    this.priority = priority;
    this.measuredRequests = measuredRequests;
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        // As the doors of Sunpress: on a new topic, more are refused as out of order for a while.
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        1);
  }

  /** Asks; the story goes on when the broker answers. */
  public MeasuredRequest ask(CodeRequestMessage message) {
    CodeRequest codeRequest =
        intake
            .judge(message)
            .fold(
                valid -> valid,
                refused -> {
                  throw new IllegalArgumentException("refused: " + refused.refusal());
                });
    MeasuredRequest measuredRequest = measuredRequests.asked(codeRequest);
    intake
        .publish(codeRequest, priority, TraceContext.NONE)
        .thenAccept(
            publication ->
                publication.<MeasuredRequest>fold(
                    yes -> measuredRequests.acknowledged(measuredRequest),
                    unknown -> measuredRequests.unknown(measuredRequest)));
    return measuredRequest;
  }

  /** Waits for the broker's answers. */
  @Override
  public void close() {
    producer.close();
  }
}
