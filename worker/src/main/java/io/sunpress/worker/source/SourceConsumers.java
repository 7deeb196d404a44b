package io.sunpress.worker.source;

import io.sunpress.engine.GroupSettings;
import io.sunpress.settings.KafkaClientFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Makes the consumers of sources: of our cluster, or of their own, which inherits nothing. */
public final class SourceConsumers {
  private final KafkaClientFactory ours;
  private final SslBundles sslBundles;

  public SourceConsumers(KafkaClientFactory ours, SslBundles sslBundles) {
    this.ours = ours;
    this.sslBundles = sslBundles;
  }

  /** A member of the source's group; each call makes one. */
  Supplier<Consumer<byte[], byte[]>> of(SourceProperties source, String group) {
    Map<String, Object> own = new HashMap<>(GroupSettings.of(group));
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, source.start().wireName());
    return () -> consumer(source, own);
  }

  /** A consumer that joins no group and commits nothing; to be closed by the caller. */
  public Consumer<byte[], byte[]> withoutGroup(SourceProperties source) {
    return consumer(source, new HashMap<>(Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)));
  }

  private Consumer<byte[], byte[]> consumer(SourceProperties source, Map<String, Object> own) {
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    KafkaProperties cluster = source.kafka();
    return cluster == null ? ours.rawConsumer(own) : ofCluster(cluster, own);
  }

  private Consumer<byte[], byte[]> ofCluster(KafkaProperties cluster, Map<String, Object> own) {
    Map<String, Object> settings = new HashMap<>(cluster.buildConsumerProperties());
    String bundle = cluster.getSsl().getBundle();
    if (bundle != null) {
      settings.put(
          SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class.getName());
      settings.put(SslBundle.class.getName(), sslBundles.getBundle(bundle));
    }
    settings.putAll(own);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
