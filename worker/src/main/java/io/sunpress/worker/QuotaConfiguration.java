package io.sunpress.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.worker.engine.GroupSettings;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.quota.Limit;
import io.sunpress.worker.quota.QuotaTerms;
import io.sunpress.worker.quota.Timer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
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
                Duration.ofMillis(GroupSettings.HEARTBEAT_MILLIS),
                settings.inFlight(),
                settings.minutePause(),
                new SecureRandom().nextLong()),
            app -> limits.getOrDefault(app, Limit.DEFAULT),
            System::nanoTime,
            clock,
            Timer.of(threads.timer()));
    measure(admission, registry);
    return admission;
  }

  private static void measure(Admission admission, MeterRegistry registry) {
    Gauge.builder("sunpress.quota.fraction", admission, a -> a.state().fraction())
        .description("Of every app's limit, what this worker may spend now")
        .register(registry);
    for (Lane lane : Lane.values()) {
      Gauge.builder("sunpress.quota.lease", admission, a -> leaseSeconds(a, lane))
          .description("For how long the lane's share may be spent without another proof")
          .baseUnit("seconds")
          .tag("lane", lane.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("sunpress.quota.waiting", admission, QuotaConfiguration::waiting)
        .description("Calls that wait for their turn at WeChat")
        .register(registry);
    Gauge.builder("sunpress.quota.closed", admission, QuotaConfiguration::closed)
        .description("Apps that WeChat has throttled, for a minute or for the day")
        .register(registry);
    Gauge.builder("sunpress.quota.moved", admission, QuotaConfiguration::moved)
        .description("Calls admitted before ownership moved and sent after it")
        .register(registry);
  }

  private static double leaseSeconds(Admission admission, Lane lane) {
    return admission.state().lanes().get(lane).leaseLeft().toNanos() / 1e9;
  }

  private static double waiting(Admission admission) {
    return admission.state().apps().stream()
        .flatMap(app -> app.waiting().values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static double closed(Admission admission) {
    return admission.state().apps().stream().filter(app -> app.closed().isPresent()).count();
  }

  private static double moved(Admission admission) {
    return admission.state().apps().stream().mapToLong(app -> app.permits().moved()).sum();
  }
}
