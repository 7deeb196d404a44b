package io.sunpress.settings;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.RequestRetention;
import io.sunpress.topic.RequiredAccess;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** The beans that api and worker have in common; each imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AppsProperties.class,
  InstallationProperties.class,
  StorageProperties.class,
  TopicsProperties.class
})
public class SharedConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Topics topics(TopicsProperties properties) {
    return properties.topics();
  }

  @Bean
  ConfiguredApps apps(AppsProperties properties) {
    return properties.allowed();
  }

  @Bean
  IdKey idKey(InstallationProperties properties) {
    return properties.key();
  }

  @Bean
  CodeIdGenerator codeIds(IdKey key) {
    return new CodeIdGenerator(key);
  }

  @Bean
  RequestIdGenerator requestIds(Clock clock) {
    return new RequestIdGenerator(clock);
  }

  @Bean
  RequestValidator judge(
      ConfiguredApps configuredApps,
      CodeIdGenerator codeIdGenerator,
      RequestIdGenerator requestIdGenerator) {
    return new RequestValidator(configuredApps, codeIdGenerator, requestIdGenerator);
  }

  @Bean
  PictureUrlBuilder pictureUrls(InstallationProperties properties) {
    return new PictureUrlBuilder(properties.publicBaseUrl());
  }

  @Bean
  S3Storage storage(StorageProperties properties, SslBundles bundles) {
    return S3Storage.at(properties.address(bundles));
  }

  @Bean
  ImageStore imageStore(S3Storage storage) {
    return storage.images();
  }

  @Bean
  KafkaClientFactory kafkaClients(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      KafkaAdmin admin,
      ObjectProvider<MeterRegistry> registry) {
    return new KafkaClientFactory(
        consumers, producers, admin, registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  RequestRetention requestRetention(Topics topics) {
    return new RequestRetention(topics.retention());
  }

  @Bean
  @ConditionalOnWebApplication
  KafkaDependency kafkaDependency(
      Topics topics,
      TopicsProperties properties,
      ObjectProvider<RequiredAccess> access,
      KafkaClientFactory kafka,
      RequestRetention retention) {
    RequiredAccess required = access.getIfAvailable(() -> RequiredAccess.NONE);
    TopicSetup setup = new TopicSetup(topics, properties.creation(), required);
    return new KafkaDependency(setup, kafka, retention);
  }

  /** Servers wait for their parts; a command looks at them and says what it finds. */
  @Bean
  @ConditionalOnWebApplication
  DependencyMonitor prerequisites(
      KafkaDependency kafkaDependency, S3Storage storage, StorageAccess access, IdKey idKey) {
    return new DependencyMonitor(
        List.of(
            new DependencyCheck("kafka", kafkaDependency),
            new DependencyCheck("storage", () -> DependencyCheck.State.of(access.check(storage))),
            new DependencyCheck(
                "id-key", () -> DependencyCheck.State.of(storage.checkIdKey(idKey)))));
  }

  @Bean
  @ConditionalOnWebApplication
  DependencyHealth prerequisitesHealthIndicator(DependencyMonitor dependencyMonitor) {
    return new DependencyHealth(dependencyMonitor);
  }
}
