package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.Engine;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.PollLoopState.Phase;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.settings.DependencyMonitor;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.RequiredAccess;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.DelayMetrics;
import io.sunpress.worker.delay.DelayRecords;
import io.sunpress.worker.delay.DelayedRequestHandler;
import io.sunpress.worker.delay.ParkedRequestHandler;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.delay.RetryProperties;
import io.sunpress.worker.limiter.AddressSuspension;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.pipeline.RecordProcessor;
import io.sunpress.worker.pipeline.StoreAvailability;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.source.SourcesBinder;
import io.sunpress.worker.source.WorkerAccess;
import io.sunpress.worker.wechat.CodeClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The poll loops: both lanes of requests, and what was put aside. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  private static final Duration LONG_AGO = Duration.ofDays(1);

  @Bean
  WorkerMembershipGate workerGate(DependencyMonitor dependencyMonitor, AddressSuspension address) {
    return new WorkerMembershipGate(dependencyMonitor, address);
  }

  @Bean
  RequiredAccess requiredAccess(Topics topics, Environment environment) {
    return WorkerAccess.of(topics, SourcesBinder.bind(environment));
  }

  @Bean
  PollLoopFactory loopParts(
      KafkaClientFactory kafka,
      WorkerMembershipGate gate,
      WorkerProperties settings,
      Topics topics) {
    return new PollLoopFactory(kafka, gate, settings, topics);
  }

  @Bean
  DelayPollLoops relayLoops(
      PollLoopFactory parts,
      RetryProperties settings,
      Topics topics,
      ConfiguredApps configuredApps,
      RetryingProducer retryingProducer,
      CodeClient codeClient,
      CallLimiter callLimiter,
      HeldPartitions held,
      WorkerThreads threads,
      Clock clock,
      RequestExpiry requestExpiry,
      MeterRegistry registry) {
    DelayMetrics meter = new DelayMetrics(registry);
    DelayRecords delayRecords = new DelayRecords(topics);
    List<DelayedRequestHandler> retries =
        RetryDelay.all(topics, settings.retryDelays()).stream()
            .map(
                delay ->
                    new DelayedRequestHandler(
                        delay, delayRecords, retryingProducer, clock, requestExpiry, meter))
            .toList();
    ParkedRequestHandler parked =
        new ParkedRequestHandler(
            delayRecords,
            retryingProducer,
            callLimiter,
            held,
            app -> configuredApps.find(app).isPresent(),
            codeClient::credentials,
            threads.calls(),
            settings.parkedRotationInterval(),
            clock,
            requestExpiry,
            meter);
    return new DelayPollLoops(parts, retries, parked);
  }

  @Bean
  Engine engine(
      PollLoopFactory parts,
      DelayPollLoops relays,
      WorkerProperties settings,
      Topics topics,
      RecordProcessor processor,
      StoreAvailability storeAvailability,
      AddressSuspension address,
      CallLimiter callLimiter,
      HeldPartitions held,
      MeterRegistry registry) {
    BooleanSupplier hold = () -> storeAvailability.isSuspected() || address.obstacle().isPresent();
    InFlightLimit requests = new InFlightLimit(settings.inFlight());
    AssignedPartitions interactive =
        new AssignedPartitions(requests, processor, settings.window(), 0, hold);
    AssignedPartitions bulk =
        new AssignedPartitions(requests, processor, settings.window(), settings.reserve(), hold);
    List<PollLoop> loops = new ArrayList<>();
    loops.add(
        parts.loop(
            topics.requests(),
            io.sunpress.request.Priority.INTERACTIVE.group(),
            interactive,
            new LimiterOwnershipListener(
                callLimiter, held, io.sunpress.request.Priority.INTERACTIVE)));
    loops.add(
        parts.loop(
            topics.bulkRequests(),
            io.sunpress.request.Priority.BULK.group(),
            bulk,
            new LimiterOwnershipListener(callLimiter, held, io.sunpress.request.Priority.BULK)));
    loops.addAll(relays.all());
    EngineMetrics meter = new EngineMetrics(registry);
    meter.inFlight(requests);
    meter.window("interactive", interactive);
    meter.window("bulk", bulk);
    loops.forEach(meter::loop);
    return new Engine(loops, settings.drainTimeout(), processor::drain);
  }

  @Bean
  EngineLifecycle engineLifecycle(Engine engine) {
    return new EngineLifecycle(engine);
  }

  @Bean
  EngineHealth engineHealthIndicator(Engine engine) {
    return new EngineHealth(engine, phase -> phase == Phase.POLLING, () -> LONG_AGO);
  }

  /**
   * Only a dead loop, and a record that is stuck while Kafka and the store are there: a new process
   * helps against these, and against nothing else.
   */
  @Bean
  EngineHealth loopsHealthIndicator(Engine engine, DependencyMonitor dependencyMonitor) {
    return new EngineHealth(engine, phase -> phase != Phase.DEAD, dependencyMonitor::completeFor);
  }

  @Bean
  StoreHealth storeHealthIndicator(StoreAvailability watch) {
    return new StoreHealth(watch);
  }
}
