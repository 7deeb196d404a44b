package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.Engine;
import io.sunpress.engine.PollLoop;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.topic.Topics;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.source.SourceLoop;
import io.sunpress.worker.source.SourceLoopFactory;
import io.sunpress.worker.source.SourceLoops;
import io.sunpress.worker.source.SourceThreads;
import io.sunpress.worker.source.SourcesBinder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The loops of the sources: an engine of their own, so that none of them makes a worker unready.
 */
@Configuration(proxyBeanMethods = false)
class SourceLoopsConfiguration {
  private static final long FEWEST_WAITING = 500;
  private static final int SECONDS_OF_WORK = 5;

  @Bean
  SourceThreads sourceThreads(RetryingProducer retryingProducer, WorkerThreads threads) {
    return new SourceThreads(retryingProducer, threads.timer());
  }

  @Bean
  SourceLoops sourceLoops(
      Environment environment,
      SourceLoopFactory factory,
      WorkerMembershipGate gate,
      WorkerProperties settings,
      Engine engine,
      Topics topics,
      AppsProperties apps,
      MeterRegistry registry) {
    BooleanSupplier hold = hold(engine, topics, apps);
    List<SourceLoop> sources =
        SourcesBinder.bind(environment).entrySet().stream()
            .filter(source -> source.getValue().enabled())
            .map(
                source ->
                    factory.of(
                        source.getKey(),
                        source.getValue(),
                        gate,
                        settings.drainTimeout(),
                        settings.window(),
                        hold))
            .toList();
    EngineMetrics metrics = new EngineMetrics(registry);
    sources.forEach(source -> metrics.loop(source.loop()));
    return new SourceLoops(sources, settings.drainTimeout());
  }

  /** What waits in a source's topic is as durable as in ours, and does not delay other requests. */
  private static BooleanSupplier hold(Engine engine, Topics topics, AppsProperties apps) {
    PollLoop bulk =
        engine.loops().stream()
            .filter(loop -> loop.topic().equals(topics.bulkRequests()))
            .findFirst()
            .orElseThrow();
    long perMinute = apps.apps().stream().mapToLong(AppProperties::limit).sum();
    long most = Math.max(FEWEST_WAITING, perMinute * SECONDS_OF_WORK / 60);
    return () -> bulk.lag() > most;
  }

  @Bean
  EngineLifecycle sourceLifecycle(SourceLoops sources) {
    return new EngineLifecycle(sources.engine());
  }

  @Bean
  SourcesHealth sourcesHealthIndicator(SourceLoops sources) {
    return new SourcesHealth(sources);
  }
}
