package io.sunpress.worker.press;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.storage.StoreException;
import io.sunpress.worker.limiter.PermitResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs from step to step until they end. One that can't go on rests without a thread. */
final class Path {
  private static final Logger log = LoggerFactory.getLogger(Path.class);

  private final Worksteps worksteps;

  /** How often waits are looked at; the longest of them end late by so much at most. */
  static final Duration LOOK = Duration.ofMillis(250);

  private final Turns turns;
  private final Throttling throttling;
  private final Room room;
  private final StoreWatch storeWatch;
  private final Waits waits;
  private final Endings endings;
  private final Tasks tasks;

  Path(
      Worksteps worksteps,
      Turns turns,
      Throttling throttling,
      Room room,
      StoreWatch storeWatch,
      Waits waits,
      Endings endings,
      Tasks tasks) {
    this.worksteps = worksteps;
    this.turns = turns;
    this.throttling = throttling;
    this.room = room;
    this.storeWatch = storeWatch;
    this.waits = waits;
    this.endings = endings;
    this.tasks = tasks;
  }

  /** Takes a job as far as it goes now; may block. */
  void work(Job job) {
    follow(job, guarded(job, () -> worksteps.next(job)));
  }

  private static Step guarded(Job job, Supplier<Step> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      return new Step.AwaitStore(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("A fault at code {}", job.question.id(), e);
      return new Step.End(new Outcome.Failed(Fault.of(e), job.calls()));
    }
  }

  private void follow(Job job, Step step) {
    step.to(
        new Step.Cases() {
          @Override
          public void end(Outcome outcome) {
            endings.conclude(job, outcome);
          }

          @Override
          public void rest(Duration time) {
            waits.rest(time, new Resting(job));
          }

          @Override
          public void awaitStore(String cause) {
            Path.this.awaitStore(job, cause);
          }

          @Override
          public void awaitTurn() {
            Path.this.awaitTurn(job);
          }

          @Override
          public void awaitOpening(Duration time, Instant until) {
            waits.rest(time, new ShutOut(job, until));
          }

          @Override
          public void handBack() {
            endings.handBack(job);
          }
        });
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

  /**
   * Ends what has waited for long enough, and makes room where too much rests for one app. What was
   * lost without a revocation is let go of: without a share its turn would not come.
   */
  void look() {
    try {
      waits.callOffLeaving();
      waits.giveUpOver();
      shutOut().forEach(this::makeRoom);
    } catch (RuntimeException e) {
      log.error("A fault while looking at what waits; it is looked at again soon", e);
    }
  }

  private Map<AppId, List<ShutOut>> shutOut() {
    return waits.all().stream()
        .filter(ShutOut.class::isInstance)
        .map(ShutOut.class::cast)
        .collect(Collectors.groupingBy(waiter -> waiter.job.question.spec().app()));
  }

  private void makeRoom(AppId app, List<ShutOut> resting) {
    resting.stream()
        .sorted(Comparator.comparing(waiter -> waiter.job.patience.left()))
        .limit(room.toLeave(app, resting.size()))
        .forEach(waits::giveUp);
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
      tasks.run(this::work, this::callOff);
    }

    private void work() {
      CodeError refused = refusal;
      if (refused == null) {
        Path.this.work(job);
      } else {
        follow(job, worksteps.failed(job, refused));
      }
    }

    @Override
    public void callOff() {
      endings.handBack(job);
    }

    @Override
    public boolean isLeaving() {
      return job.isLeaving();
    }
  }

  /** A job that waits for its turn at WeChat. */
  private final class Queued implements Waits.Waiter {
    private final Job job;
    private final CompletableFuture<PermitResult> turn;

    Queued(Job job, CompletableFuture<PermitResult> turn) {
      this.job = job;
      this.turn = turn;
    }

    @Override
    public void goOn() {
      tasks.run(
          () -> follow(job, guarded(job, () -> worksteps.decided(job, turn.join()))),
          this::callOff);
    }

    @Override
    public void callOff() {
      turn.cancel(false);
      endings.handBack(job);
    }

    @Override
    public boolean isLeaving() {
      return job.isLeaving();
    }

    @Override
    public boolean isOver() {
      return throttling.hasWaitedEnough(job);
    }

    /** A turn that has come in this moment is taken. */
    @Override
    public void giveUp() {
      if (turn.cancel(false)) {
        tasks.run(() -> follow(job, throttling.outstayed(job)), this::callOff);
      } else {
        goOn();
      }
    }
  }

  /** A job whose app takes no calls at present. */
  private final class ShutOut implements Waits.Waiter {
    private final Job job;
    private final Instant until;

    ShutOut(Job job, Instant until) {
      this.job = job;
      this.until = until;
    }

    @Override
    public void goOn() {
      tasks.run(() -> work(job), this::callOff);
    }

    @Override
    public void callOff() {
      endings.handBack(job);
    }

    @Override
    public boolean isLeaving() {
      return job.isLeaving();
    }

    @Override
    public boolean isOver() {
      return job.patience.isOver();
    }

    @Override
    public void giveUp() {
      tasks.run(() -> follow(job, throttling.shutOut(job, until)), this::callOff);
    }
  }
}
