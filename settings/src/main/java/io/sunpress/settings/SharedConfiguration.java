package io.sunpress.settings;

import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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
      ConsumerFactory<?, ?> consumers, ProducerFactory<?, ?> producers, KafkaAdmin admin) {
    return new KafkaClientFactory(consumers, producers, admin);
  }

  /** Servers wait for their parts; a command looks at them and reports what it finds. */
  @Bean
  @ConditionalOnWebApplication
  DependencyMonitor prerequisites(
      Topics topics,
      KafkaClientFactory kafka,
      S3Storage storage,
      StorageAccess access,
      IdKey idKey) {
    TopicSetup setup = new TopicSetup(topics);
    return new DependencyMonitor(
        List.of(
            new DependencyCheck("kafka", () -> topicsState(setup, kafka)),
            new DependencyCheck("storage", () -> DependencyCheck.State.of(access.check(storage))),
            new DependencyCheck(
                "id-key", () -> DependencyCheck.State.of(storage.checkIdKey(idKey)))));
  }

  @Bean
  @ConditionalOnWebApplication
  DependencyHealth prerequisitesHealthIndicator(DependencyMonitor dependencyMonitor) {
    return new DependencyHealth(dependencyMonitor);
  }

  /** A broker's name that does not resolve yet fails when the client is made. */
  private static DependencyCheck.State topicsState(TopicSetup setup, KafkaClientFactory kafka)
      throws InterruptedException {
    try (Admin admin = kafka.admin()) {
      return DependencyCheck.State.of(setup.ensure(admin));
    } catch (KafkaException e) {
      return DependencyCheck.State.missing("Kafka: " + e.getClass().getSimpleName());
    }
  }
}
