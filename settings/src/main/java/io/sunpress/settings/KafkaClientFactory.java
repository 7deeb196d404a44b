package io.sunpress.settings;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.kafka.RecordSender;
import io.sunpress.kafka.ReplaceableProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ConsumerPostProcessor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Makes Kafka clients: connection and security as {@code spring.kafka.*} says, the rest as our
 * promises need it. Topics are never created by a client's mistake, and bytes stay bytes, so that a
 * poison record is ours to judge. All clients show Kafka's own metrics. A client that can't be made
 * fails with one sentence that holds no password.
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

  /** A client with a wrong password asks again by itself, and not ten times a second. */
  private static final Map<String, Object> FOR_TOPICS =
      Map.of(
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
          AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 500,
          AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);

  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Map<String, Object> consumerSettings;
  private final Map<String, Object> producerSettings;
  private final Map<String, Object> adminSettings;
  private final ConsumerFactory<?, ?> configured;
  private final KafkaClientMetricsBinder metrics;
  private final ReplaceableProducer<String> askers;
  private final ReplaceableProducer<String> work;
  private @Nullable AdminClient admin;

  KafkaClientFactory(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      KafkaAdmin admin,
      MeterRegistry registry) {
    this.configured = consumers;
    this.consumerSettings = Map.copyOf(consumers.getConfigurationProperties());
    this.producerSettings = Map.copyOf(producers.getConfigurationProperties());
    this.adminSettings = Map.copyOf(admin.getConfigurationProperties());
    this.metrics = new KafkaClientMetricsBinder(registry);
    this.askers = new ReplaceableProducer<>(() -> textProducer(FOR_ASKERS), System::nanoTime);
    this.work = new ReplaceableProducer<>(() -> textProducer(FOR_WORK), System::nanoTime);
  }

  /** One shared producer for requests that somebody waits for; made when first used. */
  public RecordSender<String> interactive() {
    return askers;
  }

  /** One shared producer for bulk; made when first used. */
  public RecordSender<String> bulk() {
    return work;
  }

  /**
   * A consumer that commits only when told and starts at the beginning where nothing is committed.
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
    return made(
        settings,
        () -> {
          DefaultKafkaConsumerFactory<K, byte[]> factory =
              new DefaultKafkaConsumerFactory<>(settings, keys, new ByteArrayDeserializer());
          this.<K>postProcessors().forEach(factory::addPostProcessor);
          factory.addListener(metrics.consumers());
          return factory.createConsumer();
        });
  }

  /** Who wants to see every consumer, traces for instance, is not to be left out. */
  @SuppressWarnings("unchecked")
  private <K> List<ConsumerPostProcessor<K, byte[]>> postProcessors() {
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
    return made(
        settings, () -> new MeteredProducer<>(settings, new ByteArraySerializer(), metrics));
  }

  private Producer<String, byte[]> textProducer(Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.putAll(ALWAYS);
    settings.putAll(own);
    return made(settings, () -> new MeteredProducer<>(settings, new StringSerializer(), metrics));
  }

  /**
   * The process's one client for topics; nobody closes it, since others use it. After a failed
   * authentication it tries again by itself.
   */
  public synchronized Admin admin() {
    if (admin == null) {
      Map<String, Object> settings = new HashMap<>(adminSettings);
      settings.putAll(FOR_TOPICS);
      admin = made(settings, () -> AdminClient.create(settings));
      metrics.bind(admin);
    }
    return admin;
  }

  /** The cause goes no further: a wrong JAAS line's is the line itself, word by word. */
  private static <C> C made(Map<String, Object> settings, Supplier<C> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      throw new KafkaException(new CredentialRedaction(settings).sentence(e));
    }
  }

  @Override
  public synchronized void destroy() {
    askers.close();
    work.close();
    if (admin != null) {
      admin.close(CLOSE);
    }
    metrics.close();
  }
}
