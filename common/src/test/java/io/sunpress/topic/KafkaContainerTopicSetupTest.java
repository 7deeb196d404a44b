package io.sunpress.topic;

import io.sunpress.NeedsDocker;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** On Kafka in a container. */
@NeedsDocker(ranOn = "the in-process Kafka broker")
@Testcontainers
class KafkaContainerTopicSetupTest extends TopicSetupContract {
  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.0");

  @Override
  String bootstrapServers() {
    return KAFKA.getBootstrapServers();
  }
}
