package io.sunpress.worker.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.request.RequestValidator;
import io.sunpress.worker.limiter.RoomPolicy;

/** Assembles a processor of records from what it works with. */
public final class Pipeline {
  private final StoreAccess store;
  private final CallAccess calls;
  private final Publishing publishing;
  private final ProcessingTime time;
  private final MeterRegistry registry;
  private final PipelineMetrics metrics;
  private final CodeTasks tasks;

  public Pipeline(
      StoreAccess store,
      CallAccess calls,
      Publishing publishing,
      ProcessingTime time,
      MeterRegistry registry) {
    this.store = store;
    this.calls = calls;
    this.publishing = publishing;
    this.time = time;
    this.registry = registry;
    this.metrics = new PipelineMetrics(registry);
    this.tasks =
        new CodeTasks(
            (request, expired) -> new CodeTask(request, time.budget(), expired),
            publishing.expiry());
  }

  /** The processor, whose waits are watched from now on. */
  public RecordProcessor start(RequestValidator requestValidator, ProcessingThreads threads) {
    PendingWaits waits = threads.waits();
    RoomPolicy room = new RoomPolicy(threads.places(), time.nanoTime());
    threads.watch(new WaitWatcher(waits, room));
    return processor(requestValidator, threads, waits, room);
  }

  RecordProcessor processor(
      RequestValidator requestValidator,
      ProcessingThreads threads,
      PendingWaits waits,
      RoomPolicy room) {
    return new RecordProcessor(
        new RecordReader(requestValidator),
        tasks,
        codeProcessor(waits, permits(waits, room)),
        publishing.publisher(tasks, time.clock(), metrics),
        waits,
        threads.records(),
        metrics);
  }

  PermitWaits permits(PendingWaits waits, RoomPolicy room) {
    return new PermitWaits(calls.limiter(), room, waits, publishing.topics().requests(), time);
  }

  CodeProcessor codeProcessor(PendingWaits waits, PermitWaits permits) {
    return new CodeProcessor(
        store,
        permits,
        calls.drawer(),
        calls.check(),
        waits,
        new CrossedReplyDetector(registry),
        new UnexpectedPictures(registry),
        metrics);
  }

  CodeTasks tasks() {
    return tasks;
  }
}
