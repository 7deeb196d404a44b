package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.engine.GroupSettings;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.worker.delay.AppStatusPublisher;
import io.sunpress.worker.delay.RetryProperties;
import io.sunpress.worker.limiter.AddressSuspension;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.ProbePause;
import io.sunpress.worker.limiter.SuspensionProbes;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.pipeline.SuspensionProbe;
import io.sunpress.worker.wechat.CodeClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The quota of each mini-program, and what this worker may spend of it. */
@Configuration(proxyBeanMethods = false)
class LimiterConfiguration {

  @Bean
  CallLimiter callLimiter(
      AppsProperties apps,
      WorkerProperties settings,
      RetryProperties retry,
      WorkerThreads threads,
      Clock clock,
      MeterRegistry registry) {
    Map<AppId, CallLimit> limits =
        apps.apps().stream()
            .collect(Collectors.toMap(AppProperties::appId, app -> new CallLimit(app.limit())));
    CallLimiter callLimiter =
        new CallLimiter(
            new LimiterSettings(
                Duration.ofMillis(GroupSettings.SESSION_MILLIS),
                settings.inFlight(),
                settings.throttlePause(),
                new ProbePause(
                    retry.probeInterval(),
                    retry.maxProbeInterval(),
                    settings.addressRefusedPause()),
                new SecureRandom().nextLong()),
            app -> limits.getOrDefault(app, CallLimit.DEFAULT),
            System::nanoTime,
            clock,
            TaskTimer.of(threads.timer()));
    LimiterMetrics.measure(callLimiter, limits.keySet(), registry);
    return callLimiter;
  }

  @Bean
  HeldPartitions heldPartitions() {
    return new HeldPartitions();
  }

  @Bean
  AddressSuspension addressSuspension(
      CallLimiter callLimiter, AppsProperties apps, CodeClient codeClient, WorkerThreads threads) {
    return new AddressSuspension(
        callLimiter, appIds(apps), codeClient::credentials, threads.calls());
  }

  private static List<AppId> appIds(AppsProperties apps) {
    return apps.apps().stream().map(AppProperties::appId).toList();
  }

  @Bean
  SuspensionProbes suspensionProbes(
      CallLimiter callLimiter,
      CodeClient codeClient,
      AppStatusPublisher publisher,
      RetryProperties retry,
      WorkerThreads threads,
      Clock clock) {
    callLimiter.listen(publisher);
    return new SuspensionProbes(
        callLimiter,
        new SuspensionProbe(codeClient, callLimiter),
        threads.calls(),
        TaskTimer.of(threads.timer()),
        clock,
        retry.maxProbeInterval());
  }

  @Bean
  SuspendedAppsHealth appsHealthIndicator(AppsProperties apps, CallLimiter callLimiter) {
    return new SuspendedAppsHealth(appIds(apps), callLimiter);
  }
}
