package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.Permit.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One app's state, pace and lanes under one lock. Whoever waits is answered outside of it, by the
 * thread that asks or by the timer's.
 */
final class AppLimiter {
  private static final long PERMIT_LIVES_NANOS = Duration.ofMillis(500).toNanos();

  private final AppId app;
  private final OwnershipTracker ownershipTracker;
  private final TimeSource time;
  private final AppState appState;
  private final WeightedQueues<PermitWaiter> weightedQueues;
  private final Consumer<Suspension> listener;
  private final WakeupTimer wakeupTimer;
  private final PermitPacer permitPacer = new PermitPacer();
  private final Map<Priority, WaitTotals> waited = new EnumMap<>(Priority.class);
  private long risesSeen = -1;
  private boolean everBusy;
  private long busyAt;
  private PermitCounts counts = PermitCounts.NONE;

  AppLimiter(
      AppId app,
      OwnershipTracker ownershipTracker,
      TimeSource time,
      TaskTimer taskTimer,
      AppState appState,
      WeightedQueues<PermitWaiter> weightedQueues,
      Consumer<Suspension> listener) {
    this.app = app;
    this.ownershipTracker = ownershipTracker;
    this.time = time;
    this.appState = appState;
    this.weightedQueues = weightedQueues;
    this.listener = listener;
    this.wakeupTimer = new WakeupTimer(taskTimer, this::woken);
    for (Priority priority : Priority.values()) {
      waited.put(priority, WaitTotals.NOTHING);
    }
  }

  AppId app() {
    return app;
  }

  CompletableFuture<PermitResult> admit(PermitRequest request) {
    PermitWaiter permitWaiter = new PermitWaiter(request, time.nanos());
    PermitResult refusal = enter(permitWaiter);
    if (refusal != null) {
      permitWaiter.refuse(refusal);
    } else {
      serve();
      permitWaiter
          .answer()
          .whenComplete((permitResult, cancelled) -> leave(permitWaiter, permitResult));
    }
    return permitWaiter.answer();
  }

  private synchronized @Nullable PermitResult enter(PermitWaiter permitWaiter) {
    long now = time.nanos();
    busy(now);
    Optional<Suspension> suspension = refusal(permitWaiter.request(), now);
    if (suspension.isPresent()) {
      return suspension.get();
    }
    return weightedQueues.offer(permitWaiter.lane(), permitWaiter) ? null : QueueFull.INSTANCE;
  }

  private Optional<Suspension> refusal(PermitRequest request, long now) {
    return appState
        .suspension(Optional.of(request.call().kind()), now, time.wall())
        .filter(suspension -> !request.probe());
  }

  private void busy(long now) {
    everBusy = true;
    busyAt = now;
  }

  private synchronized void leave(PermitWaiter permitWaiter, @Nullable PermitResult permitResult) {
    if (permitResult == null) {
      weightedQueues.remove(permitWaiter.lane(), permitWaiter);
    }
  }

  private void woken(long due) {
    synchronized (this) {
      wakeupTimer.fired(due);
    }
    serve();
  }

  /** Gives what is free to those whose turn it is. */
  private void serve() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      long now = time.nanos();
      LeasedShares leasedShares = follow(now);
      while (!weightedQueues.isEmpty() && reserve(now)) {
        PermitWaiter permitWaiter = weightedQueues.next();
        Permit permit = give(permitWaiter, now, leasedShares);
        answers.add(() -> permitWaiter.admit(permit));
      }
    }
    answers.forEach(Runnable::run);
  }

  private boolean reserve(long now) {
    long wait = permitPacer.reserve(now);
    if (wait > 0 && wait != PermitPacer.NEVER) {
      wakeupTimer.within(now, wait);
    }
    return wait == 0;
  }

  private Permit give(PermitWaiter permitWaiter, long now, LeasedShares leasedShares) {
    busy(now);
    counts = counts.oneGiven();
    waited.computeIfPresent(
        permitWaiter.lane(), (priority, all) -> all.oneMore(now - permitWaiter.since()));
    Mark mark = new Mark(permitPacer.taken(), now, leasedShares.moves(), leasedShares.losses());
    return new Permit(this, permitWaiter.request(), mark);
  }

  /**
   * Takes over what ownership and throttle say now. When this returns, nothing older is in force.
   */
  private LeasedShares follow(long now) {
    LeasedShares leasedShares = ownershipTracker.look();
    PermitRate permitRate = PermitRate.within(leasedShares.of(appState.limitMicros(now)));
    if (leasedShares.rises() != risesSeen) {
      risesSeen = leasedShares.rises();
      permitPacer.restart(leasedShares.risenAt(), permitRate);
    } else {
      permitPacer.change(now, permitRate);
    }
    return leasedShares;
  }

  /** The ownership has changed: no permit is given at the old rate after this has returned. */
  synchronized void ownershipChanged() {
    long now = time.nanos();
    follow(now);
    wakeIfSomebodyWaits(now);
  }

  synchronized boolean use(Permit permit) {
    if (!permit.isOut()) {
      throw new IllegalStateException("a permit is used once");
    }
    long now = time.nanos();
    LeasedShares leasedShares = follow(now);
    Mark mark = permit.mark();
    if (now - mark.at() > PERMIT_LIVES_NANOS
        || leasedShares.losses() != mark.losses()
        || refusal(permit.request(), now).isPresent()) {
      counts = counts.oneLapsed();
      end(permit, now);
      return false;
    }
    counts = counts.oneUsed(leasedShares.moves() != mark.moves());
    permit.becomeUsed(now);
    return true;
  }

  synchronized boolean holds(Permit permit) {
    return permit.isUsed() && follow(time.nanos()).losses() == permit.mark().losses();
  }

  synchronized void giveBack(Permit permit) {
    if (permit.isUsed()) {
      throw new IllegalStateException("nobody knows whether a call with this permit was sent");
    }
    if (permit.isOut()) {
      counts = counts.oneGivenBack();
      end(permit, time.nanos());
    }
  }

  private void end(Permit permit, long now) {
    permit.becomeOver();
    if (permitPacer.giveBack(permit.mark().number())) {
      wakeIfSomebodyWaits(now);
    }
  }

  private void wakeIfSomebodyWaits(long now) {
    if (!weightedQueues.isEmpty() && !permitPacer.rate().isNone()) {
      wakeupTimer.within(now, 0);
    }
  }

  synchronized void served(Permit permit) {
    appState.served(permit.usedAt());
  }

  void throttled(Permit permit, CodeError error) {
    change(
        wall ->
            appState.throttled(
                permit.request().call(), error, permit.usedAt(), time.nanos(), wall));
  }

  /** Closes what an error is about, and why the call is not repeated then. */
  Optional<Suspension> refused(CodeCall call, boolean sent, CodeError error) {
    change(wall -> appState.refused(call, sent, error, wall));
    return suspension(Optional.of(call.kind()));
  }

  void stop(CodeError error) {
    change(wall -> appState.stop(error, wall));
  }

  void stop(CodeCall call, CodeError error) {
    change(wall -> appState.stop(call, error, wall));
  }

  /** Refuses whoever waits for what is closed then, and reports what will last. */
  private void change(Consumer<Instant> change) {
    Map<PermitWaiter, Suspension> refused = new LinkedHashMap<>();
    List<Suspension> news;
    synchronized (this) {
      long now = time.nanos();
      Instant wall = time.wall();
      List<Suspension> before = appState.lasting(wall);
      change.accept(wall);
      news = appState.lasting(wall).stream().filter(one -> !before.contains(one)).toList();
      weightedQueues.removeIf(
          waiter ->
              refusal(waiter.request(), now).map(why -> refused.put(waiter, why)).isPresent());
    }
    refused.forEach(PermitWaiter::refuse);
    news.forEach(listener);
  }

  synchronized Optional<Suspension> suspension(Optional<CodeKind> kind) {
    return appState.suspension(kind, time.nanos(), time.wall());
  }

  /** Asks or changes the state under the lock, at the present time of day. */
  synchronized <T> T state(BiFunction<AppState, Instant, T> access) {
    return access.apply(appState, time.wall());
  }

  synchronized void probing(Suspension suspension) {
    appState.scope(suspension.kind()).probing();
  }

  synchronized void drawn(CodeKind kind) {
    appState.drawn(kind);
  }

  synchronized AppLimiterState state() {
    long now = time.nanos();
    follow(now);
    Optional<Suspension> ofAll = appState.suspension(Optional.empty(), now, time.wall());
    Optional<Suspension> closed =
        appState.lasting(time.wall()).stream().findFirst().or(() -> ofAll);
    Map<Priority, Integer> waiting = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      waiting.put(priority, weightedQueues.waiting(priority));
    }
    double perMinute = ofAll.isPresent() ? 0 : permitPacer.rate().perMinute();
    double limit = new PermitRate(appState.limitMicros(now)).perMinute();
    return new AppLimiterState(
        app, perMinute, limit, closed, sinceBusy(now), waiting, waited, counts);
  }

  private Optional<Duration> sinceBusy(long now) {
    return everBusy ? Optional.of(Duration.ofNanos(now - busyAt)) : Optional.empty();
  }
}
