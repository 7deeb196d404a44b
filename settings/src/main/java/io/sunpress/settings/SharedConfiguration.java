package io.sunpress.settings;

import io.sunpress.code.CodeIds;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Judge;
import io.sunpress.message.RequestIds;
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
  Apps apps(AppsProperties properties) {
    return properties.allowed();
  }

  @Bean
  IdKey idKey(InstallationProperties properties) {
    return properties.key();
  }

  @Bean
  CodeIds codeIds(IdKey key) {
    return new CodeIds(key);
  }

  @Bean
  RequestIds requestIds(Clock clock) {
    return new RequestIds(clock);
  }

  @Bean
  Judge judge(Apps apps, CodeIds codeIds, RequestIds requestIds) {
    return new Judge(apps, codeIds, requestIds);
  }

  @Bean
  PictureUrls pictureUrls(InstallationProperties properties) {
    return new PictureUrls(properties.publicBaseUrl());
  }

  @Bean
  S3Storage storage(StorageProperties properties) {
    return S3Storage.at(properties.address());
  }

  @Bean
  ImageStore imageStore(S3Storage storage) {
    return storage.images();
  }

  @Bean
  KafkaClients kafkaClients(
      ConsumerFactory<?, ?> consumers, ProducerFactory<?, ?> producers, KafkaAdmin admin) {
    return new KafkaClients(consumers, producers, admin);
  }

  /** Servers wait for their parts; a command looks at them and says what it finds. */
  @Bean
  @ConditionalOnWebApplication
  Prerequisites prerequisites(Topics topics, KafkaClients kafka, S3Storage storage, IdKey idKey) {
    TopicSetup setup = new TopicSetup(topics);
    return new Prerequisites(
        List.of(
            new Need("kafka", () -> topicsState(setup, kafka)),
            new Need("storage", () -> Need.State.of(storage.images().check())),
            new Need("id-key", () -> Need.State.of(storage.checkIdKey(idKey)))));
  }

  @Bean
  @ConditionalOnWebApplication
  PrerequisitesHealth prerequisitesHealthIndicator(Prerequisites prerequisites) {
    return new PrerequisitesHealth(prerequisites);
  }

  /** A broker's name that does not resolve yet fails when the client is made. */
  private static Need.State topicsState(TopicSetup setup, KafkaClients kafka)
      throws InterruptedException {
    try (Admin admin = kafka.admin()) {
      return Need.State.of(setup.ensure(admin));
    } catch (KafkaException e) {
      return Need.State.missing("Kafka: " + e.getClass().getSimpleName());
    }
  }
}
