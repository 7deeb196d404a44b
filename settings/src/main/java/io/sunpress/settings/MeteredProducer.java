package io.sunpress.settings;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** A producer whose metrics are shown until it is closed. */
final class MeteredProducer<K> extends KafkaProducer<K, byte[]> {
  private final KafkaClientMetrics metrics;

  MeteredProducer(
      Map<String, Object> settings, Serializer<K> keys, KafkaClientMetricsBinder binder) {
    super(settings, keys, new ByteArraySerializer());
    this.metrics = binder.bind(this);
  }

  @Override
  public void close(Duration timeout) {
    metrics.close();
    super.close(timeout);
  }
}
