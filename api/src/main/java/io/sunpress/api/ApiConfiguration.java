package io.sunpress.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sunpress.api.apps.AppStatusReader;
import io.sunpress.api.apps.BacklogCounter;
import io.sunpress.api.ledger.Ledger;
import io.sunpress.api.ledger.LedgerProperties;
import io.sunpress.api.ledger.feed.LedgerClients;
import io.sunpress.api.request.CodeRequestService;
import io.sunpress.api.request.RequestProperties;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.settings.DependencyMonitor;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.settings.StorageAccess;
import io.sunpress.topic.RequiredAccess;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the doors stand on. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  StorageAccess storageAccess() {
    return StorageAccess.READS;
  }

  @Bean(destroyMethod = "close")
  Ledger ledger(LedgerProperties properties, Topics topics, KafkaClientFactory kafka) {
    return new Ledger(properties, topics, clients(kafka));
  }

  @Bean
  LedgerLifecycle ledgerLifecycle(Ledger ledger) {
    return new LedgerLifecycle(ledger);
  }

  @Bean
  CodeRequestService desk(
      RequestValidator requestValidator,
      Ledger ledger,
      KafkaClientFactory kafka,
      Topics topics,
      DependencyMonitor dependencyMonitor,
      RequestProperties properties,
      Clock clock) {
    return new CodeRequestService(
        new RequestPublisher(requestValidator, kafka.interactive(), topics),
        ledger,
        dependencyMonitor::ready,
        properties,
        clock);
  }

  /** Reads what was asked, put aside, answered and noted of apps; writes requests. */
  @Bean
  RequiredAccess requiredAccess(Topics topics) {
    List<String> requests = List.of(topics.requests(), topics.bulkRequests());
    List<String> reads = new ArrayList<>(requests);
    reads.addAll(topics.retries());
    reads.addAll(List.of(topics.parked(), topics.answers(), topics.apps()));
    return RequiredAccess.of(reads, requests, List.of());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  AppStatusReader noticeBoard(KafkaClientFactory kafka, Topics topics, Clock clock) {
    return new AppStatusReader(topics.apps(), kafka::consumer, clock);
  }

  @Bean
  BacklogCounter backlog(KafkaClientFactory kafka, Topics topics) {
    return new BacklogCounter(topics, kafka::admin);
  }

  @Bean
  MeterBinder waiting(Ledger ledger) {
    return registry ->
        Gauge.builder("sunpress.api.waiting.clients", ledger, Ledger::waiting)
            .description("Clients that wait for a code to be made")
            .register(registry);
  }

  private static LedgerClients clients(KafkaClientFactory kafka) {
    return new LedgerClients() {
      @Override
      public Consumer<String, byte[]> consumer(Map<String, Object> own) {
        return kafka.consumer(own);
      }

      @Override
      public Admin admin() {
        return kafka.admin();
      }
    };
  }
}
