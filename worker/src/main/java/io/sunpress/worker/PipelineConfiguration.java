package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Judge;
import io.sunpress.message.AppNote;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.settings.KafkaClients;
import io.sunpress.settings.TokenOrigin;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.pipeline.AddressSuspension;
import io.sunpress.worker.pipeline.CallAccess;
import io.sunpress.worker.pipeline.Pipeline;
import io.sunpress.worker.pipeline.ProcessingThreads;
import io.sunpress.worker.pipeline.ProcessingTime;
import io.sunpress.worker.pipeline.Publishing;
import io.sunpress.worker.pipeline.RecordProcessor;
import io.sunpress.worker.pipeline.StoreAccess;
import io.sunpress.worker.pipeline.StoreAvailability;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.AppState;
import io.sunpress.worker.quota.Throttled;
import io.sunpress.worker.quota.Timer;
import io.sunpress.worker.retry.AppNotices;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Delay;
import io.sunpress.worker.retry.Fare;
import io.sunpress.worker.retry.RetrySettings;
import io.sunpress.worker.wechat.Drawer;
import io.sunpress.worker.wechat.WeChatSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline of one record. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {
  /**
   * Lingers a moment, so that what ends at the same time goes in one request. One request at a time
   * on a connection: on a partition whose leader is only just coming up, the broker may take the
   * second batch first, and then refuses the first until its time is up. A dead letter may be a
   * large record.
   */
  private static final Map<String, Object> OUTBOX =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, 5,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);

  /** For so long after its last call an app is told of; no call takes longer. */
  private static final Duration LATELY = Duration.ofMinutes(10);

  @Bean
  WorkerThreads workerThreads(WorkerSettings settings) {
    return new WorkerThreads(settings.inFlight());
  }

  @Bean
  Outbox outbox(KafkaClients kafka, WorkerThreads threads) {
    return new Outbox(() -> kafka.rawProducer(OUTBOX), threads.calls(), threads.timer());
  }

  @Bean
  Drawer drawer(WeChatSettings settings, AppsProperties apps, Clock clock, MeterRegistry registry) {
    Map<AppId, TokenOrigin> origins =
        apps.apps().stream().collect(Collectors.toMap(AppProperties::appId, AppProperties::tokens));
    return new Drawer(settings, origins, clock, registry);
  }

  @Bean
  StoreAvailability storeAvailability(ImageStore store) {
    return new StoreAvailability(store);
  }

  @Bean
  AddressSuspension addressSuspension(WorkerSettings settings, Clock clock) {
    return new AddressSuspension(clock, settings.addressPause());
  }

  @Bean
  AppNotices appNotices(
      Topics topics, Outbox outbox, WorkerThreads threads, Clock clock, Admission admission) {
    return new AppNotices(topics, outbox, Timer.of(threads.timer()), clock, () -> fares(admission));
  }

  /** Of those that were asked about, by a look at the metrics, only those that are worked for. */
  static Map<AppId, Fare> fares(Admission admission) {
    return admission.state().apps().stream()
        .filter(PipelineConfiguration::isWorkedFor)
        .collect(Collectors.toMap(AppState::app, PipelineConfiguration::fare));
  }

  private static boolean isWorkedFor(AppState app) {
    boolean lately = app.sinceBusy().filter(time -> time.compareTo(LATELY) < 0).isPresent();
    return lately || waiting(app) > 0 || app.closed().isPresent();
  }

  private static Fare fare(AppState app) {
    return new Fare(
        new AppNote.Share(app.perMinute(), app.limitPerMinute(), waiting(app)),
        app.closed().map(Throttled::until));
  }

  private static int waiting(AppState app) {
    return app.waiting().values().stream().mapToInt(Integer::intValue).sum();
  }

  @Bean
  ClosedApps closedApps(
      RetrySettings settings,
      Drawer drawer,
      AppNotices notices,
      WorkerThreads threads,
      Clock clock) {
    return new ClosedApps(
        settings, drawer::probe, notices, threads.calls(), threads.timer(), clock);
  }

  @Bean
  AppsHealth appsHealthIndicator(AppsProperties apps, ClosedApps closed) {
    return new AppsHealth(apps.apps().stream().map(AppProperties::appId).toList(), closed);
  }

  @Bean
  CallAccess callAccess(
      Drawer drawer,
      WeChatSettings wechat,
      Admission admission,
      ClosedApps closedApps,
      AddressSuspension address) {
    return new CallAccess(
        drawer, new PictureCheck(wechat.maxReplyBytes()), admission, closedApps, address);
  }

  @Bean
  Publishing publishing(Outbox outbox, Topics topics, RetrySettings retry, PictureUrls urls) {
    return new Publishing(outbox, topics, Delay.all(topics, retry.retryDelays()), urls);
  }

  @Bean
  Pipeline pipeline(
      ImageStore store,
      StoreAvailability availability,
      CallAccess calls,
      Publishing publishing,
      RetrySettings retry,
      Clock clock,
      MeterRegistry registry) {
    return new Pipeline(
        new StoreAccess(store, availability),
        calls,
        publishing,
        new ProcessingTime(clock, System::nanoTime, new Random(), retry.patience()),
        registry);
  }

  @Bean
  RecordProcessor recordProcessor(
      Pipeline pipeline, Judge judge, WorkerThreads threads, WorkerSettings settings) {
    return pipeline.start(
        judge, new ProcessingThreads(threads.records(), threads.timer(), settings.inFlight()));
  }
}
