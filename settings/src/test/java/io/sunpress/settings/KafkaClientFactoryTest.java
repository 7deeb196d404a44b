package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

class KafkaClientFactoryTest {
  /** Nobody listens there; clients connect when first used. */
  private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

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
            configured,
            new DefaultKafkaProducerFactory<>(NOWHERE),
            new KafkaAdmin(NOWHERE),
            new SimpleMeterRegistry());
    try (Consumer<byte[], byte[]> raw = clients.rawConsumer(Map.of());
        Consumer<String, byte[]> texts = clients.consumer(Map.of())) {
      assertThat(heard).hasSize(2).contains(cast(raw), cast(texts));
    } finally {
      clients.destroy();
    }
  }

  @Test
  void showsTheMetricsOfEveryClientForAsLongAsItLives() {
    KafkaClientFactory clients = clients(Map.of());
    Consumer<byte[], byte[]> consumer = clients.rawConsumer(Map.of());
    Producer<byte[], byte[]> producer = clients.rawProducer(Map.of());
    try {
      assertThat(clients.admin()).isNotNull();
      assertThat(meters()).anyMatch(name -> name.startsWith("kafka.consumer."));
      assertThat(meters()).anyMatch(name -> name.startsWith("kafka.producer."));
      assertThat(meters()).anyMatch(name -> name.startsWith("kafka.admin."));
      producer.close(Duration.ZERO);
      assertThat(meters()).noneMatch(name -> name.startsWith("kafka.producer."));
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      clients.destroy();
    }
  }

  @Test
  void hasOneClientForTopics() {
    KafkaClientFactory clients = clients(Map.of());
    assertThat(clients.admin()).isSameAs(clients.admin());
    clients.destroy();
  }

  /** Kafka quotes the word that it did not expect, which may be the password. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "o.M required username=\"a\" \"canary-1\";",
        "o.M required username=\"a\" password=\"canary-1\"",
        "o.M canary-1 required;",
        "o.M required username=\"a\" password \"canary-1\";",
        "o.M required username=\"a\" password=\"x\" canary-1=;",
        "canary-1;",
        "o.M required username=\"a\" password=canary-1=b;",
      })
  void reportsAWrongJaasLineWithoutItsPassword(String line) {
    KafkaClientFactory clients =
        clients(
            Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                line.replace("o.M", "org.apache.kafka.common.security.plain.PlainLoginModule")));
    try {
      for (ThrowingCallable made :
          List.<ThrowingCallable>of(
              clients::admin,
              () -> clients.rawConsumer(Map.of()),
              () -> clients.rawProducer(Map.of()))) {
        assertThatThrownBy(made)
            .isInstanceOf(KafkaException.class)
            .hasNoCause()
            .satisfies(
                e ->
                    assertThat(e.getMessage())
                        .contains("JAAS", " ")
                        .doesNotContain("canary-1", "Exception"));
      }
    } finally {
      clients.destroy();
    }
  }

  @Test
  void reportsABadPemInWords() {
    KafkaClientFactory clients =
        clients(
            Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                "-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----"));
    assertThatThrownBy(clients::admin).hasMessageContaining("PEM").hasNoCause();
    clients.destroy();
  }

  @Test
  void reportsWhichTokenAddressIsRefused() {
    KafkaClientFactory clients =
        clients(
            Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "sasl.oauthbearer.token.endpoint.url",
                "http://127.0.0.1:9/token",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                    + " clientId=\"a\" clientSecret=\"canary-1\";"));
    assertThatThrownBy(clients::admin)
        .hasMessageContaining("http://127.0.0.1:9/token")
        .hasMessageContaining("org.apache.kafka.sasl.oauthbearer.allowed.urls")
        .message()
        .doesNotContain("canary-1");
    clients.destroy();
  }

  private KafkaClientFactory clients(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(NOWHERE);
    settings.putAll(own);
    return new KafkaClientFactory(
        new DefaultKafkaConsumerFactory<>(settings),
        new DefaultKafkaProducerFactory<>(settings),
        new KafkaAdmin(settings),
        registry);
  }

  private List<String> meters() {
    return registry.getMeters().stream().map(meter -> meter.getId().getName()).toList();
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Object, Object> cast(Consumer<?, ?> consumer) {
    return (Consumer<Object, Object>) consumer;
  }
}
