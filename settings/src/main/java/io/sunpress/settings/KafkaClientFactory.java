package io.sunpress.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ConsumerPostProcessor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Makes Kafka clients: connection and security as {@code spring.kafka.*} sets them, the rest as our
 * promises need it. Topics are never created by a client's mistake, and bytes stay bytes, so that a
 * poison record is ours to judge.
 */
public final class KafkaClientFactory implements DisposableBean {
  /** How long an asker may wait for room in the buffer, and for the broker. */
  private static final Map<String, Object> FOR_ASKERS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, 0,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
          // Longer than clients wait by default.
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);

  /**
   * Accepted means that every in-sync replica has it. One request at a time: on a topic made a
   * moment ago the first of several may be refused, and those behind it are then out of order until
   * the delivery timeout, 30 s in one measurement.
   */
  private static final Map<String, Object> ALWAYS =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          1);

  private static final Map<String, Object> FOR_WORK =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, 5,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

  private final Map<String, Object> consumerSettings;
  private final Map<String, Object> producerSettings;
  private final Map<String, Object> adminSettings;
  private final ConsumerFactory<?, ?> configured;
  private final DefaultKafkaProducerFactory<String, byte[]> askers;
  private final DefaultKafkaProducerFactory<String, byte[]> work;

  KafkaClientFactory(
      ConsumerFactory<?, ?> consumers, ProducerFactory<?, ?> producers, KafkaAdmin admin) {
    this.configured = consumers;
    this.consumerSettings = Map.copyOf(consumers.getConfigurationProperties());
    this.producerSettings = Map.copyOf(producers.getConfigurationProperties());
    this.adminSettings = Map.copyOf(admin.getConfigurationProperties());
    this.askers = producerFactory(producers.getConfigurationProperties(), FOR_ASKERS);
    this.work = producerFactory(producers.getConfigurationProperties(), FOR_WORK);
  }

  /** One shared producer for requests that somebody waits for; made when first asked for. */
  public Supplier<Producer<String, byte[]>> interactive() {
    return askers::createProducer;
  }

  /** One shared producer for answers, events and bulk; made when first asked for. */
  public Supplier<Producer<String, byte[]>> bulk() {
    return work::createProducer;
  }

  /**
   * A consumer that commits only on request and starts at the beginning where nothing is committed.
   *
   * @param own settings of this consumer, over all others
   */
  public Consumer<String, byte[]> consumer(Map<String, Object> own) {
    return consumer(own, new StringDeserializer());
  }

  /**
   * The same with keys as they are: a dead letter keeps its key, also where it is no text.
   *
   * @param own settings of this consumer, over all others
   */
  public Consumer<byte[], byte[]> rawConsumer(Map<String, Object> own) {
    return consumer(own, new ByteArrayDeserializer());
  }

  private <K> Consumer<K, byte[]> consumer(Map<String, Object> own, Deserializer<K> keys) {
    Map<String, Object> settings = new HashMap<>(consumerSettings);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putAll(own);
    DefaultKafkaConsumerFactory<K, byte[]> factory =
        new DefaultKafkaConsumerFactory<>(settings, keys, new ByteArrayDeserializer());
    this.<K>listeners().forEach(factory::addPostProcessor);
    return factory.createConsumer();
  }

  /** Who wants to hear of every consumer, metrics for instance, is not to be left out. */
  @SuppressWarnings("unchecked")
  private <K> List<ConsumerPostProcessor<K, byte[]>> listeners() {
    return ((ConsumerFactory<K, byte[]>) configured).getPostProcessors();
  }

  /**
   * A producer of its own for work, with keys as bytes; to be closed by the caller, who may make
   * another when it has failed for good.
   *
   * @param own settings of this producer, over all others
   */
  public Producer<byte[], byte[]> rawProducer(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.putAll(ALWAYS);
    settings.putAll(FOR_WORK);
    settings.putAll(own);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A client for topics, to be closed by the caller. */
  public Admin admin() {
    Map<String, Object> settings = new HashMap<>(adminSettings);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return Admin.create(settings);
  }

  @Override
  public void destroy() {
    askers.destroy();
    work.destroy();
  }

  private static DefaultKafkaProducerFactory<String, byte[]> producerFactory(
      Map<String, Object> base, Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(base);
    settings.putAll(ALWAYS);
    settings.putAll(own);
    DefaultKafkaProducerFactory<String, byte[]> factory =
        new DefaultKafkaProducerFactory<>(
            settings, new StringSerializer(), new ByteArraySerializer());
    factory.setPhysicalCloseTimeout((int) Duration.ofSeconds(5).toSeconds());
    return factory;
  }
}
