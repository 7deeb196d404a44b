package io.sunpress.cli.deadletters;

import io.sunpress.cli.command.SettingsContext;
import io.sunpress.code.AppId;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import io.sunpress.worker.source.SourceCompiler;
import io.sunpress.worker.source.SourceProperties;
import io.sunpress.worker.source.SourceTopics;
import io.sunpress.worker.source.SourcesBinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.ConfigurableApplicationContext;

/** The topic of dead letters in the installation that the settings describe. */
final class DeadLetterTopic implements AutoCloseable {
  /** Little at a time, since partitions are held back. A larger record comes whole, by itself. */
  private static final Map<String, Object> CONSUMER =
      Map.of(
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          10_000,
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          8_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          512 << 10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          4 << 20);

  private final ConfigurableApplicationContext beans;
  private final Optional<AppId> defaultApp;
  private final DeadLetterReader reader;

  private DeadLetterTopic(ConfigurableApplicationContext beans, RateClock clock) {
    this.beans = beans;
    this.defaultApp = beans.getBean(ConfiguredApps.class).defaultApp();
    this.reader =
        new DeadLetterReader(kafka().rawConsumer(CONSUMER), topics().deadLetters(), clock::nanos);
  }

  /**
   * Opens it.
   *
   * @throws KafkaException if it does not exist, or the broker does not answer
   */
  static DeadLetterTopic open(List<String> settings, RateClock clock) {
    ConfigurableApplicationContext beans = SettingsContext.open(settings);
    try {
      return new DeadLetterTopic(beans, clock);
    } catch (RuntimeException e) {
      beans.close();
      throw e;
    }
  }

  private KafkaClientFactory kafka() {
    return beans.getBean(KafkaClientFactory.class);
  }

  private Topics topics() {
    return beans.getBean(Topics.class);
  }

  DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetter.of(record, defaultApp);
  }

  DeadLetterIndex index(DeadLetterFilter filter) {
    return DeadLetterIndex.read(reader, this::read, filter);
  }

  /** Reads these, in this order. */
  void forEach(List<TimedPosition> order, Consumer<DeadLetter> action) {
    reader.forEach(order, this::read, action);
  }

  /** Reads all records of the topic. */
  void forEachRecord(Consumer<ConsumerRecord<byte[], byte[]>> action) {
    reader.forEach(action::accept);
  }

  ReplayTargets targets() {
    SourceProperties inbox = SourcesBinder.bind(beans.getEnvironment()).get("inbox");
    List<String> topics =
        inbox != null
                && SourceCompiler.topics("inbox", inbox, topics())
                    instanceof SourceTopics.Named named
            ? named.names()
            : List.of(topics().inbox());
    return new ReplayTargets(topics(), topics, sources());
  }

  SourceReplay sources() {
    return new SourceReplay(beans);
  }

  Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return kafka().rawProducer(settings);
  }

  @Override
  public void close() {
    reader.close();
    beans.close();
  }
}
