package io.sunpress.worker.press;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.storage.StoreException;
import io.sunpress.worker.announce.Outbox;
import io.sunpress.worker.announce.Reading;
import io.sunpress.worker.announce.Refusals;
import io.sunpress.worker.announce.RefusedRecord;
import io.sunpress.worker.engine.Claim;
import io.sunpress.worker.engine.RecordHandler;
import io.sunpress.worker.quota.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records to their end: a stored picture or a final failure, said and acknowledged, and only
 * then the offset. A job that can't go on rests without a thread.
 */
public final class Press implements RecordHandler {
  private static final Logger log = LoggerFactory.getLogger(Press.class);

  private final RecordReader reader;
  private final Worksteps worksteps;
  private final Turns turns;
  private final Function<Request, Job> newJob;
  private final Jobs jobs = new Jobs();
  private final StoreWatch storeWatch;
  private final Waits waits;
  private final Verdicts verdicts;
  private final Refusals refusals;
  private final Outbox outbox;
  private final Executor executor;
  private final PressMeter meter;

  Press(
      RecordReader reader,
      Worksteps worksteps,
      Turns turns,
      Function<Request, Job> newJob,
      StoreWatch storeWatch,
      Waits waits,
      Verdicts verdicts,
      Refusals refusals,
      Outbox outbox,
      Executor executor,
      PressMeter meter) {
    this.reader = reader;
    this.worksteps = worksteps;
    this.turns = turns;
    this.newJob = newJob;
    this.storeWatch = storeWatch;
    this.waits = waits;
    this.verdicts = verdicts;
    this.refusals = refusals;
    this.outbox = outbox;
    this.executor = executor;
    this.meter = meter;
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record, Claim claim) {
    meter.taken();
    execute(() -> read(record, claim), () -> handBack(claim));
  }

  /** The worker stops: what rests is handed back, and nothing rests any more. */
  public void drain() {
    waits.end();
  }

  private void read(ConsumerRecord<byte[], byte[]> record, Claim claim) {
    reading(record)
        .fold(
            question -> {
              jobs.joinOrBegin(new Request(question, record, claim), newJob).ifPresent(this::work);
              return true;
            },
            refused -> {
              refuse(refused, claim);
              return true;
            });
  }

  /** A fault of ours on these bytes is the record's end, not the worker's nor the partition's. */
  private Reading reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return reader.read(record);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("Can't read {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return new Reading.Refused(RefusedRecord.unreadable(record, fault(e)));
    }
  }

  private void work(Job job) {
    follow(job, next(job));
  }

  private void follow(Job job, Step step) {
    step.to(
        new Step.Cases() {
          @Override
          public void end(Outcome outcome) {
            conclude(job, outcome);
          }

          @Override
          public void rest(Duration time) {
            waits.rest(time, new Resting(job));
          }

          @Override
          public void awaitStore(String cause) {
            Press.this.awaitStore(job, cause);
          }

          @Override
          public void awaitTurn() {
            Press.this.awaitTurn(job);
          }

          @Override
          public void handBack() {
            Press.this.handBack(job);
          }
        });
  }

  private Step next(Job job) {
    return guarded(job, () -> worksteps.next(job));
  }

  private static Step guarded(Job job, Supplier<Step> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      return new Step.AwaitStore(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("A fault at code {}", job.question.id(), e);
      return new Step.End(new Outcome.Failed(fault(e), true, job.calls()));
    }
  }

  private static CodeError fault(Throwable fault) {
    return CodeError.of(
        ErrorClass.UNKNOWN, "a fault of the worker: " + fault.getClass().getSimpleName());
  }

  /** A store that is away takes none of the job's time; one that refuses this picture does. */
  private void awaitStore(Job job, String cause) {
    Resting resting = new Resting(job);
    if (!waits.add(resting)) {
      return;
    }
    storeWatch.trouble(
        wasAway -> {
          if (wasAway) {
            job.patience.renew();
          } else {
            resting.refusal = CodeError.of(ErrorClass.STORAGE, cause);
          }
          waits.wake(resting);
        });
  }

  private void awaitTurn(Job job) {
    Queued queued = new Queued(job, turns.next(job));
    if (waits.add(queued)) {
      queued.turn.thenAccept(decision -> waits.wake(queued));
    }
  }

  private void conclude(Job job, Outcome outcome) {
    List<Request> all = jobs.end(job);
    boolean ready = outcome instanceof Outcome.Stored;
    Map<Boolean, List<Request>> ours =
        all.stream().collect(Collectors.partitioningBy(request -> ready || request.claim().held()));
    ours.get(false).forEach(this::handBack);
    if (!ours.get(true).isEmpty()) {
      verdicts.of(ours.get(true), outcome).forEach(this::announce);
    }
  }

  private void announce(Verdict verdict) {
    outbox
        .send(verdict.announcement())
        .thenAccept(
            said -> {
              if (said) {
                meter.ended(verdict);
                verdict.told().forEach(request -> request.claim().finished());
              } else {
                verdict.told().forEach(this::handBack);
              }
            });
  }

  private void refuse(RefusedRecord refused, Claim claim) {
    log.info("Refused a record of {}: {}", refused.origin().topic(), refused.error());
    outbox
        .send(refusals.of(refused, claim::held))
        .thenAccept(
            said -> {
              if (said) {
                meter.refused(refused.error());
                meter.deadLetters(1);
                claim.finished();
              } else {
                handBack(claim);
              }
            });
  }

  private void handBack(Job job) {
    jobs.end(job).forEach(this::handBack);
  }

  private void handBack(Request request) {
    handBack(request.claim());
  }

  private void handBack(Claim claim) {
    meter.handedBack(1);
    claim.handBack();
  }

  private void execute(Runnable task, Runnable refused) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      refused.run();
    }
  }

  /** What breaks here is left in hand: better a partition that stands, and says so, than a skip. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("ALARM: a record is left in hand", e);
      throw e;
    }
  }

  /** A job that rests. */
  private final class Resting implements Waits.Waiter {
    private final Job job;
    private volatile @Nullable CodeError refusal;

    Resting(Job job) {
      this.job = job;
    }

    @Override
    public void goOn() {
      execute(this::work, this::callOff);
    }

    private void work() {
      CodeError refused = refusal;
      if (refused == null) {
        Press.this.work(job);
      } else {
        follow(job, worksteps.failed(job, refused));
      }
    }

    @Override
    public void callOff() {
      handBack(job);
    }
  }

  /** A job that waits for its turn at WeChat. */
  private final class Queued implements Waits.Waiter {
    private final Job job;
    private final CompletableFuture<Decision> turn;

    Queued(Job job, CompletableFuture<Decision> turn) {
      this.job = job;
      this.turn = turn;
    }

    @Override
    public void goOn() {
      execute(
          () -> follow(job, guarded(job, () -> worksteps.decided(job, turn.join()))),
          this::callOff);
    }

    @Override
    public void callOff() {
      turn.cancel(false);
      handBack(job);
    }
  }
}
