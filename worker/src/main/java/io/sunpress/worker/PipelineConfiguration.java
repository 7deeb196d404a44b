package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.AppStatus;
import io.sunpress.request.RequestValidator;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.settings.StorageAccess;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.RequestRetention;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.AppStatusPublisher;
import io.sunpress.worker.delay.QuotaUsage;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.delay.RetryProperties;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.AppLimiterState;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.Suspension;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.pipeline.CallAccess;
import io.sunpress.worker.pipeline.Pipeline;
import io.sunpress.worker.pipeline.ProcessingThreads;
import io.sunpress.worker.pipeline.ProcessingTime;
import io.sunpress.worker.pipeline.Publishing;
import io.sunpress.worker.pipeline.RecordProcessor;
import io.sunpress.worker.pipeline.StoreAccess;
import io.sunpress.worker.pipeline.StoreAvailability;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.wechat.CodeClient;
import io.sunpress.worker.wechat.WeChatClient;
import io.sunpress.worker.wechat.WeChatProperties;
import io.sunpress.worker.wechat.token.AppTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.ssl.SslBundles;
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
  WorkerThreads workerThreads(WorkerProperties settings) {
    return new WorkerThreads(settings.inFlight());
  }

  @Bean
  RetryingProducer outbox(KafkaClientFactory kafka, WorkerThreads threads) {
    return new RetryingProducer(() -> kafka.rawProducer(OUTBOX), threads.calls(), threads.timer());
  }

  @Bean
  WeChatClient weChatClient(WeChatProperties settings, SslBundles bundles) {
    return new WeChatClient(settings, settings.trust(bundles));
  }

  @Bean
  AppTokens appTokens(
      WeChatClient client,
      WeChatProperties settings,
      AppsProperties apps,
      Clock clock,
      MeterRegistry registry) {
    Map<AppId, TokenSourceSettings> origins =
        apps.apps().stream().collect(Collectors.toMap(AppProperties::appId, AppProperties::tokens));
    return new AppTokens(client, settings, origins, clock, registry);
  }

  @Bean
  CodeClient codeClient(WeChatClient client, AppTokens tokens, MeterRegistry registry) {
    return new CodeClient(client, tokens, registry);
  }

  @Bean
  StorageAccess storageAccess() {
    return StorageAccess.WRITES;
  }

  @Bean
  StoreAvailability storeAvailability(ImageStore store) {
    return new StoreAvailability(store);
  }

  @Bean
  AppStatusPublisher appNotices(
      Topics topics,
      RetryingProducer retryingProducer,
      WorkerThreads threads,
      Clock clock,
      CallLimiter callLimiter) {
    return new AppStatusPublisher(
        topics, retryingProducer, TaskTimer.of(threads.timer()), clock, () -> fares(callLimiter));
  }

  /** Of those that were asked about, by a look at the metrics, only those that are worked for. */
  static Map<AppId, QuotaUsage> fares(CallLimiter callLimiter) {
    return callLimiter.state().apps().stream()
        .filter(PipelineConfiguration::isWorkedFor)
        .collect(Collectors.toMap(AppLimiterState::app, PipelineConfiguration::fare));
  }

  private static boolean isWorkedFor(AppLimiterState app) {
    boolean lately = app.sinceBusy().filter(time -> time.compareTo(LATELY) < 0).isPresent();
    return lately || waiting(app) > 0 || app.closed().isPresent();
  }

  private static QuotaUsage fare(AppLimiterState app) {
    return new QuotaUsage(
        new AppStatus.Share(app.perMinute(), app.limitPerMinute(), waiting(app)),
        app.closed().filter(closed -> !closed.isStop()).map(Suspension::until));
  }

  private static int waiting(AppLimiterState app) {
    return app.waiting().values().stream().mapToInt(Integer::intValue).sum();
  }

  @Bean
  CallAccess callAccess(CodeClient codeClient, WeChatProperties wechat, CallLimiter callLimiter) {
    return new CallAccess(codeClient, new ImageValidator(wechat.maxReplyBytes()), callLimiter);
  }

  @Bean
  RequestExpiry requestExpiry(RequestRetention retention, Clock clock) {
    return new RequestExpiry(retention, clock);
  }

  @Bean
  Publishing publishing(
      RetryingProducer retryingProducer,
      Topics topics,
      RetryProperties retry,
      PictureUrlBuilder urls,
      RequestExpiry requestExpiry) {
    return new Publishing(
        retryingProducer, topics, RetryDelay.all(topics, retry.retryDelays()), urls, requestExpiry);
  }

  @Bean
  Pipeline pipeline(
      ImageStore store,
      StoreAvailability availability,
      CallAccess calls,
      Publishing publishing,
      RetryProperties retry,
      Clock clock,
      MeterRegistry registry) {
    return new Pipeline(
        new StoreAccess(store, availability),
        calls,
        publishing,
        new ProcessingTime(clock, System::nanoTime, new Random(), retry.inMemoryWait()),
        registry);
  }

  @Bean
  RecordProcessor recordProcessor(
      Pipeline pipeline,
      RequestValidator requestValidator,
      WorkerThreads threads,
      WorkerProperties settings) {
    return pipeline.start(
        requestValidator,
        new ProcessingThreads(threads.records(), threads.timer(), settings.inFlight()));
  }
}
