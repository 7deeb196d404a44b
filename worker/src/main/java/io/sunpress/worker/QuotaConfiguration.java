package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.engine.GroupSettings;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.QuotaTerms;
import io.sunpress.worker.quota.Timer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The quota of each mini-program, and what this worker may spend of it. */
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration {

  @Bean
  Admission admission(
      AppsProperties apps,
      WorkerSettings settings,
      WorkerThreads threads,
      Clock clock,
      MeterRegistry registry) {
    Map<AppId, Limit> limits =
        apps.apps().stream()
            .collect(Collectors.toMap(AppProperties::appId, app -> new Limit(app.limit())));
    Admission admission =
        new Admission(
            new QuotaTerms(
                Duration.ofMillis(GroupSettings.SESSION_MILLIS),
                settings.inFlight(),
                settings.minutePause(),
                new SecureRandom().nextLong()),
            app -> limits.getOrDefault(app, Limit.DEFAULT),
            System::nanoTime,
            clock,
            Timer.of(threads.timer()));
    QuotaMeter.measure(admission, limits.keySet(), registry);
    return admission;
  }
}
