package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

class KafkaClientFactoryTest {
  /** Nobody listens there; clients connect when first used. */
  private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

  @Test
  void whoListensAtTheConfiguredConsumersListensAtOurs() {
    DefaultKafkaConsumerFactory<Object, Object> configured =
        new DefaultKafkaConsumerFactory<>(NOWHERE);
    List<Consumer<Object, Object>> heard = new ArrayList<>();
    configured.addPostProcessor(
        consumer -> {
          heard.add(consumer);
          return consumer;
        });
    KafkaClientFactory clients =
        new KafkaClientFactory(
            configured, new DefaultKafkaProducerFactory<>(NOWHERE), new KafkaAdmin(NOWHERE));
    try (Consumer<byte[], byte[]> raw = clients.rawConsumer(Map.of());
        Consumer<String, byte[]> texts = clients.consumer(Map.of())) {
      assertThat(heard).hasSize(2).contains(cast(raw), cast(texts));
    } finally {
      clients.destroy();
    }
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Object, Object> cast(Consumer<?, ?> consumer) {
    return (Consumer<Object, Object>) consumer;
  }
}
