package io.sunpress.worker.quota;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
import io.sunpress.worker.quota.Permit.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One app's pace, throttle and lanes under one lock. Whoever waits is answered outside of it, by
 * the thread that asks or by the timer's.
 */
final class AppQuota {
  private static final long PERMIT_LIVES_NANOS = Duration.ofMillis(500).toNanos();

  private final AppId app;
  private final Ownership ownership;
  private final Time time;
  private final Throttle throttle;
  private final Lanes<Waiter> lanes;
  private final Wake wake;
  private final Pace pace = new Pace();
  private final Map<Lane, Waited> waited = new EnumMap<>(Lane.class);
  private long risesSeen = -1;
  private boolean everBusy;
  private long busyAt;
  private PermitCounts counts = PermitCounts.NONE;

  AppQuota(
      AppId app,
      Ownership ownership,
      Time time,
      Timer timer,
      Throttle throttle,
      Lanes<Waiter> lanes) {
    this.app = app;
    this.ownership = ownership;
    this.time = time;
    this.throttle = throttle;
    this.lanes = lanes;
    this.wake = new Wake(timer, this::woken);
    for (Lane lane : Lane.values()) {
      waited.put(lane, Waited.NOTHING);
    }
  }

  AppId app() {
    return app;
  }

  CompletableFuture<Decision> admit(Lane lane) {
    Waiter waiter = new Waiter(lane, time.nanos());
    Decision refusal = enter(waiter);
    if (refusal != null) {
      waiter.refuse(refusal);
    } else {
      serve();
      waiter.answer().whenComplete((decision, cancelled) -> leave(waiter, decision));
    }
    return waiter.answer();
  }

  private synchronized @Nullable Decision enter(Waiter waiter) {
    long now = time.nanos();
    busy(now);
    Optional<Throttled> closed = throttle.closed(now, time.wall());
    if (closed.isPresent()) {
      return closed.get();
    }
    return lanes.offer(waiter.lane(), waiter) ? null : Crowded.INSTANCE;
  }

  private void busy(long now) {
    everBusy = true;
    busyAt = now;
  }

  private synchronized void leave(Waiter waiter, @Nullable Decision decision) {
    if (decision == null) {
      lanes.remove(waiter.lane(), waiter);
    }
  }

  private void woken(long due) {
    synchronized (this) {
      wake.fired(due);
    }
    serve();
  }

  /** Gives what is free to those whose turn it is. */
  private void serve() {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      long now = time.nanos();
      Holdings holdings = follow(now);
      while (!lanes.isEmpty() && reserve(now)) {
        Waiter waiter = lanes.next();
        Permit permit = give(waiter, now, holdings);
        answers.add(() -> waiter.admit(permit));
      }
    }
    answers.forEach(Runnable::run);
  }

  private boolean reserve(long now) {
    long wait = pace.reserve(now);
    if (wait > 0 && wait != Pace.NEVER) {
      wake.within(now, wait);
    }
    return wait == 0;
  }

  private Permit give(Waiter waiter, long now, Holdings holdings) {
    busy(now);
    counts = counts.oneGiven();
    waited.computeIfPresent(waiter.lane(), (lane, all) -> all.oneMore(now - waiter.since()));
    Mark mark = new Mark(pace.taken(), now, holdings.moves(), holdings.losses());
    return new Permit(this, waiter.lane(), mark);
  }

  /**
   * Takes over what ownership and throttle say now. When this returns, nothing older is in force.
   */
  private Holdings follow(long now) {
    Holdings holdings = ownership.look();
    Rate rate = Rate.within(holdings.of(throttle.limitMicros(now)));
    if (holdings.rises() != risesSeen) {
      risesSeen = holdings.rises();
      pace.restart(holdings.risenAt(), rate);
    } else {
      pace.change(now, rate);
    }
    return holdings;
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
    Holdings holdings = follow(now);
    Mark mark = permit.mark();
    if (now - mark.at() > PERMIT_LIVES_NANOS
        || holdings.losses() != mark.losses()
        || throttle.closed(now, time.wall()).isPresent()) {
      counts = counts.oneLapsed();
      end(permit, now);
      return false;
    }
    counts = counts.oneUsed(holdings.moves() != mark.moves());
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
    if (pace.giveBack(permit.mark().number())) {
      wakeIfSomebodyWaits(now);
    }
  }

  private void wakeIfSomebodyWaits(long now) {
    if (!lanes.isEmpty() && !pace.rate().isNone()) {
      wake.within(now, 0);
    }
  }

  synchronized void served(Permit permit) {
    throttle.served(permit.usedAt());
  }

  Throttled throttled(Permit permit, Window window) {
    List<Waiter> refused;
    Throttled answer;
    synchronized (this) {
      long now = time.nanos();
      throttle.refused(window, permit.usedAt(), now, time.wall());
      Optional<Throttled> closed = throttle.closed(now, time.wall());
      refused = closed.isPresent() ? lanes.removeAll() : List.of();
      answer = closed.orElseGet(() -> new Throttled(window, time.wall()));
    }
    refused.forEach(waiter -> waiter.refuse(answer));
    return answer;
  }

  synchronized AppState state() {
    long now = time.nanos();
    follow(now);
    Optional<Throttled> closed = throttle.closed(now, time.wall());
    Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      waiting.put(lane, lanes.waiting(lane));
    }
    double perMinute = closed.isPresent() ? 0 : pace.rate().perMinute();
    double limit = new Rate(throttle.limitMicros(now)).perMinute();
    return new AppState(app, perMinute, limit, closed, sinceBusy(now), waiting, waited, counts);
  }

  private Optional<Duration> sinceBusy(long now) {
    return everBusy ? Optional.of(Duration.ofNanos(now - busyAt)) : Optional.empty();
  }
}
