package io.sunpress.worker.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import java.time.Clock;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all sources have in common. */
@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

  @Bean
  SourceCompiler sourceCompiler(
      ConfiguredApps apps, CodeIdGenerator codeIds, RequestIdGenerator requestIds) {
    return new SourceCompiler(apps, allowed -> new RequestValidator(allowed, codeIds, requestIds));
  }

  @Bean
  SourceConsumers sourceConsumers(KafkaClientFactory kafka, SslBundles sslBundles) {
    return new SourceConsumers(kafka, sslBundles);
  }

  @Bean
  SourceLoopFactory sourceLoopFactory(
      SourceCompiler compiler,
      SourceConsumers consumers,
      RequestPublisher sourcePublisher,
      SourceThreads threads,
      Topics topics,
      Clock clock,
      MeterRegistry registry) {
    return new SourceLoopFactory(
        compiler, consumers, sourcePublisher, threads, topics, clock, registry);
  }

  @Bean
  RequestPublisher sourcePublisher(
      ConfiguredApps apps,
      CodeIdGenerator codeIds,
      RequestIdGenerator requestIds,
      KafkaClientFactory kafka,
      Topics topics) {
    return new RequestPublisher(
        new RequestValidator(apps, codeIds, requestIds), kafka.bulk(), topics);
  }
}
