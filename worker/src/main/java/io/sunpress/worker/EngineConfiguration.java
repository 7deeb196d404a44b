package io.sunpress.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.CodeIds;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Intake;
import io.sunpress.intake.Judge;
import io.sunpress.message.RequestIds;
import io.sunpress.settings.KafkaClients;
import io.sunpress.settings.Prerequisites;
import io.sunpress.topic.Topics;
import io.sunpress.worker.announce.DeadLetters;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.announce.Refusals;
import io.sunpress.worker.announce.Wire;
import io.sunpress.worker.engine.Engine;
import io.sunpress.worker.engine.InFlight;
import io.sunpress.worker.engine.Lane;
import io.sunpress.worker.engine.LoopState.Phase;
import io.sunpress.worker.engine.PollLoop;
import io.sunpress.worker.engine.Stakes;
import io.sunpress.worker.pipeline.AddressSuspension;
import io.sunpress.worker.pipeline.RecordProcessor;
import io.sunpress.worker.pipeline.StoreAvailability;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.retry.Delay;
import io.sunpress.worker.retry.Expiry;
import io.sunpress.worker.retry.ParkedRelay;
import io.sunpress.worker.retry.RetryMeter;
import io.sunpress.worker.retry.RetryRelay;
import io.sunpress.worker.retry.RetrySettings;
import io.sunpress.worker.retry.Shelf;
import io.sunpress.worker.source.Inbox;
import io.sunpress.worker.source.InboxSettings;
import io.sunpress.worker.wechat.Drawer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The poll loops: both lanes of requests, the inbox, and what was put aside. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  private static final int INBOX_IN_FLIGHT = 500;

  @Bean
  WorkerGate workerGate(Prerequisites prerequisites, AddressSuspension address) {
    return new WorkerGate(prerequisites, address);
  }

  @Bean
  LoopParts loopParts(KafkaClients kafka, WorkerGate gate, WorkerSettings settings, Topics topics) {
    return new LoopParts(kafka, gate, settings, topics);
  }

  @Bean
  Inbox inbox(
      InboxSettings settings,
      Apps apps,
      CodeIds codeIds,
      RequestIds requestIds,
      KafkaClients kafka,
      Topics topics,
      Outbox outbox,
      Clock clock,
      WorkerThreads threads,
      MeterRegistry registry) {
    Judge judge = new Judge(settings.allowedOf(apps), codeIds, requestIds);
    return new Inbox(
        judge,
        new Intake(judge, kafka.bulk(), topics),
        settings.lane(),
        new Refusals(new Wire(topics), new DeadLetters(topics, clock), clock),
        outbox,
        threads.inbox(),
        threads.timer(),
        registry);
  }

  @Bean
  RelayLoops relayLoops(
      LoopParts parts,
      RetrySettings settings,
      Topics topics,
      Apps apps,
      Outbox outbox,
      Drawer drawer,
      ClosedApps closedApps,
      WorkerThreads threads,
      Clock clock,
      MeterRegistry registry) {
    RetryMeter meter = new RetryMeter(registry);
    Shelf shelf = new Shelf(topics);
    Expiry expiry = new Expiry(topics.retention(), clock);
    List<RetryRelay> retries =
        Delay.all(topics, settings.retryDelays()).stream()
            .map(delay -> new RetryRelay(delay, shelf, outbox, clock, expiry, meter))
            .toList();
    ParkedRelay parked =
        new ParkedRelay(
            shelf,
            outbox,
            closedApps,
            app -> apps.find(app).isPresent(),
            drawer::credentials,
            threads.calls(),
            settings.parkedPass(),
            clock,
            expiry,
            meter);
    return new RelayLoops(parts, retries, parked);
  }

  @Bean
  Engine engine(
      LoopParts parts,
      RelayLoops relays,
      WorkerSettings settings,
      InboxSettings inboxSettings,
      Topics topics,
      RecordProcessor processor,
      Inbox inbox,
      StoreAvailability storeAvailability,
      AddressSuspension address,
      Admission admission,
      MeterRegistry registry) {
    BooleanSupplier hold = () -> storeAvailability.isSuspected() || address.obstacle().isPresent();
    InFlight requests = new InFlight(settings.inFlight());
    Lane interactive = new Lane(requests, processor, settings.window(), 0, hold);
    Lane bulk = new Lane(requests, processor, settings.window(), settings.reserve(), hold);
    List<PollLoop> loops = new ArrayList<>();
    loops.add(
        parts.loop(
            topics.requests(),
            io.sunpress.intake.Lane.INTERACTIVE.group(),
            interactive,
            new QuotaStakes(admission, io.sunpress.intake.Lane.INTERACTIVE)));
    loops.add(
        parts.loop(
            topics.bulkRequests(),
            io.sunpress.intake.Lane.BULK.group(),
            bulk,
            new QuotaStakes(admission, io.sunpress.intake.Lane.BULK)));
    if (inboxSettings.enabled()) {
      Lane door = new Lane(new InFlight(INBOX_IN_FLIGHT), inbox, settings.window(), 0, () -> false);
      loops.add(parts.loop(inboxSettings.topicOf(topics), "sunpress-inbox", door, Stakes.NONE));
    }
    loops.addAll(relays.all());
    EngineMeter meter = new EngineMeter(registry);
    meter.inFlight(requests);
    meter.window("interactive", interactive);
    meter.window("bulk", bulk);
    loops.forEach(meter::loop);
    return new Engine(loops, settings.drain(), processor::drain);
  }

  @Bean
  EngineHealth engineHealthIndicator(Engine engine) {
    return new EngineHealth(engine, phase -> phase == Phase.POLLING);
  }

  /** Only a dead loop: a new process helps against that, and against nothing else. */
  @Bean
  EngineHealth loopsHealthIndicator(Engine engine) {
    return new EngineHealth(engine, phase -> phase != Phase.DEAD);
  }

  @Bean
  StoreHealth storeHealthIndicator(StoreAvailability watch) {
    return new StoreHealth(watch);
  }
}
