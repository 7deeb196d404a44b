package io.sunpress.worker.press;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.request.RequestValidator;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import io.sunpress.worker.delay.DelayRecords;
import io.sunpress.worker.delay.RequestExpiry;
import io.sunpress.worker.delay.RetryDelay;
import io.sunpress.worker.delay.SuspendedApps;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.RateLimiter;
import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.publish.DeadLetterRecords;
import io.sunpress.worker.publish.OutcomeRecords;
import io.sunpress.worker.publish.RejectionRecords;
import io.sunpress.worker.publish.RetryingProducer;
import io.sunpress.worker.wechat.CodeClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a press is made of.
 *
 * @param judge reads requests
 * @param store where pictures go
 * @param storeWatch knows whether the store is away
 * @param drawer WeChat
 * @param closedApps what nothing is drawn for at present
 * @param delays what a request waits in, one after the other
 * @param patience how long it waits and is repeated in memory before
 * @param check what may be stored
 * @param address told when WeChat refuses this worker's address
 * @param outbox says what became of requests
 * @param topics where it says so
 * @param urls how pictures are told
 * @param executor where calls block
 * @param timer for rests
 * @param admission gives turns at WeChat
 * @param places how many requests are in hand at most
 * @param clock the time
 * @param nanoTime the clock of intervals
 * @param random spreads rests; safe for many threads
 * @param registry for metrics
 */
public record PressParts(
    RequestValidator judge,
    ImageStore store,
    StoreWatch storeWatch,
    CodeClient drawer,
    SuspendedApps closedApps,
    List<RetryDelay> delays,
    Duration patience,
    ImageValidator check,
    AddressGuard address,
    RetryingProducer outbox,
    Topics topics,
    PictureUrlBuilder urls,
    Executor executor,
    ScheduledExecutorService timer,
    RateLimiter admission,
    int places,
    Clock clock,
    LongSupplier nanoTime,
    RandomGenerator random,
    MeterRegistry registry) {

  /** Puts it together. */
  public Press press() {
    PressMeter meter = new PressMeter(registry);
    OutcomeRecords outcomeRecords = new OutcomeRecords(topics);
    DeadLetterRecords deadLetterRecords = new DeadLetterRecords(topics, clock);
    Throttling throttling = new Throttling(admission, topics.requests(), patience, clock);
    Room room = new Room(places, nanoTime);
    Turns turns = new Turns(admission, topics.requests());
    Waits waits = new Waits(TaskTimer.of(timer));
    Jobs jobs =
        new Jobs(
            (request, expired) ->
                new Job(request, new Patience(patience, nanoTime, random), expired),
            new RequestExpiry(topics.retention(), clock));
    Tasks tasks = new Tasks(executor);
    Endings endings =
        new Endings(
            jobs,
            new Verdicts(
                outcomeRecords, deadLetterRecords, new DelayRecords(topics), delays, urls, clock),
            new RejectionRecords(outcomeRecords, deadLetterRecords, clock),
            outbox,
            meter);
    Worksteps worksteps = worksteps(turns, throttling, room, meter);
    Path path = new Path(worksteps, turns, throttling, room, storeWatch, waits, endings, tasks);
    long look = Path.LOOK.toNanos();
    timer.scheduleWithFixedDelay(path::look, look, look, TimeUnit.NANOSECONDS);
    return new Press(new RecordReader(judge), jobs, path, waits, endings, tasks, meter);
  }

  private Worksteps worksteps(Turns turns, Throttling throttling, Room room, PressMeter meter) {
    return new Worksteps(
        store,
        drawer,
        check,
        turns,
        closedApps,
        throttling,
        room,
        address,
        new CrossedReplies(registry),
        meter);
  }
}
