package io.sunpress.settings;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sunpress.concurrent.DaemonThreads;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/**
 * Shows Kafka's own metrics of every client; one thread looks for new ones, and not one a client.
 */
final class KafkaClientMetricsBinder implements AutoCloseable {
  private final MeterRegistry registry;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sunpress-kafka-metrics"));

  KafkaClientMetricsBinder(MeterRegistry registry) {
    this.registry = registry;
  }

  <K> ConsumerFactory.Listener<K, byte[]> consumers() {
    return new MicrometerConsumerListener<>(
        registry, List.of(), new ConcurrentTaskScheduler(refresher));
  }

  KafkaClientMetrics bind(Producer<?, ?> producer) {
    return bound(new KafkaClientMetrics(producer, List.of(), refresher));
  }

  KafkaClientMetrics bind(AdminClient admin) {
    return bound(new KafkaClientMetrics(admin, List.of(), refresher));
  }

  private KafkaClientMetrics bound(KafkaClientMetrics metrics) {
    metrics.bindTo(registry);
    return metrics;
  }

  @Override
  public void close() {
    refresher.shutdownNow();
  }
}
