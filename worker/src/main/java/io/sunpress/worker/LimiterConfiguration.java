package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.engine.GroupSettings;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.worker.limiter.CallLimit;
import io.sunpress.worker.limiter.LimiterSettings;
import io.sunpress.worker.limiter.RateLimiter;
import io.sunpress.worker.limiter.TaskTimer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The quota of each mini-program, and what this worker may spend of it. */
@Configuration(proxyBeanMethods = false)
class LimiterConfiguration {

  @Bean
  RateLimiter admission(
      AppsProperties apps,
      WorkerProperties settings,
      WorkerThreads threads,
      Clock clock,
      MeterRegistry registry) {
    Map<AppId, CallLimit> limits =
        apps.apps().stream()
            .collect(Collectors.toMap(AppProperties::appId, app -> new CallLimit(app.limit())));
    RateLimiter rateLimiter =
        new RateLimiter(
            new LimiterSettings(
                Duration.ofMillis(GroupSettings.SESSION_MILLIS),
                settings.inFlight(),
                settings.throttlePause(),
                new SecureRandom().nextLong()),
            app -> limits.getOrDefault(app, CallLimit.DEFAULT),
            System::nanoTime,
            clock,
            TaskTimer.of(threads.timer()));
    LimiterMetrics.measure(rateLimiter, limits.keySet(), registry);
    return rateLimiter;
  }
}
