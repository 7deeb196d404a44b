package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.Priority;
import io.sunpress.worker.wechat.CallPermit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Decides whether an app may be called from this worker now; if not, why and until when. Calls are
 * let through as fast as this worker's share of each app's limit allows. The engine reports what
 * the worker owns, the pipeline asks for a permit a call and reports what WeChat refuses.
 * Thread-safe.
 */
public final class CallLimiter {
  private final LimiterSettings terms;
  private final Function<? super AppId, CallLimit> limits;
  private final TimeSource time;
  private final TaskTimer taskTimer;
  private final OwnershipTracker ownershipTracker;
  private final Map<AppId, AppLimiter> apps = new ConcurrentHashMap<>();
  private final List<SuspensionListener> listeners = new CopyOnWriteArrayList<>();
  private final ResumeSchedule resumeSchedule = new ResumeSchedule(this::pace);

  /**
   * @param terms what the leases rest on, and how many may wait
   * @param limits the limit of an app, over all workers; asked once an app, never fails
   * @param nanoTime the clock of intervals, the one that the timer goes by
   * @param clock the clock of days
   * @param taskTimer calls back whoever waits; to be stopped after the engine and the pipeline
   */
  public CallLimiter(
      LimiterSettings terms,
      Function<? super AppId, CallLimit> limits,
      LongSupplier nanoTime,
      Clock clock,
      TaskTimer taskTimer) {
    this.terms = Objects.requireNonNull(terms, "terms");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.taskTimer = Objects.requireNonNull(taskTimer, "timer");
    this.time = new TimeSource(nanoTime, clock);
    this.ownershipTracker = new OwnershipTracker(terms.lease(), time);
  }

  /**
   * Asks for one call. Answered with a permit when it is this call's turn, with {@link Suspension}
   * as soon as the app is suspended, with {@link QueueFull} at once where too many wait; not
   * answered while this worker has no share or no lease. Every attempt asks anew.
   *
   * <p>Answered by the asking thread or by the timer's, so what follows must not block. Cancelling
   * this very future (not one derived from it) gives up the place.
   */
  public CompletableFuture<PermitResult> admit(CodeCall call, Priority priority) {
    return of(call.app()).admit(new PermitRequest(call, priority, false));
  }

  /** A permit for a probe, which no suspension refuses; blocks for seconds at most. */
  public Optional<CallPermit> probePermit(CodeCall call) {
    return PermitWaiter.await(of(call.app()).admit(new PermitRequest(call, Priority.BULK, true)));
  }

  /** Why no code of the app is called for now, if none is. */
  public Optional<Suspension> suspension(AppId app) {
    return of(app).suspension(Optional.empty());
  }

  /** Why no code of this kind is called for now, if none is. */
  public Optional<Suspension> suspension(AppId app, CodeKind kind) {
    return suspension(app, Optional.of(kind));
  }

  /** The same; of any kind, if empty. */
  public Optional<Suspension> suspension(AppId app, Optional<CodeKind> kind) {
    return of(app).suspension(kind);
  }

  /** All that is closed of an app for longer than a minute. */
  public List<Suspension> lasting(AppId app) {
    return of(app).state(AppState::lasting);
  }

  /**
   * A call has failed, or got no token: closes what the error is about, if that is more than the
   * call.
   *
   * @param sent whether WeChat has refused the call itself, and not only the token
   * @return why the call may not be repeated now, if it may not
   */
  public Optional<Suspension> refused(CodeCall call, boolean sent, CodeError error) {
    return of(call.app()).refused(call, sent, error);
  }

  /** An error of an app's calls has lasted for too long: it is about the app. */
  public Optional<Suspension> stop(CodeCall call, CodeError error) {
    of(call.app()).stop(call, error);
    return suspension(call.app(), call.kind());
  }

  /**
   * An app got no token.
   *
   * @return whether it is stopped for that
   */
  public boolean refused(AppId app, CodeError error) {
    boolean stops = error.type() == ErrorClass.APP || error.type() == ErrorClass.ADDRESS;
    if (stops) {
      of(app).stop(error);
    }
    return stops;
  }

  /** WeChat has drawn a code. */
  public void drawn(CodeCall call) {
    of(call.app()).drawn(call.kind());
  }

  /**
   * What a request of the app is parked with that can't be called for now: it comes back in its
   * turn behind those that were parked before it.
   *
   * @param why the cause that is published
   * @param earliest when it may come back
   */
  public Suspension parked(AppId app, CodeError why, Instant earliest) {
    return new Suspension(app, why, time.wall(), resumeSchedule.next(app, earliest));
  }

  /** Reports all suspensions but those of a minute from now on. */
  public void listen(SuspensionListener listener) {
    listeners.add(listener);
  }

  void probing(Suspension suspension) {
    of(suspension.app()).probing(suspension);
  }

  /** The suspension is over, unless it has become another. */
  void resume(Suspension over) {
    AppId app = over.app();
    if (of(app).state((state, wall) -> state.scope(over.kind()).resume(over))) {
      Optional<Suspension> left = lasting(app).stream().findFirst();
      listeners.forEach(listener -> listener.resumed(app, left));
    }
  }

  /** The suspension was looked at and goes on; empty where it is over or has become another. */
  Optional<Suspension> prolong(Suspension known) {
    return of(known.app()).state((state, wall) -> state.scope(known.kind()).prolong(known, wall));
  }

  private AppLimiter of(AppId app) {
    return apps.computeIfAbsent(app, this::open);
  }

  /**
   * Partitions were assigned, or counted anew: the lane's share is this now. Spent once {@link
   * #leaseRenewed} has been told of a commit, so commit right after an assignment.
   */
  public void onAssigned(Priority priority, Share now) {
    ownershipTracker.holds(priority, now);
    changed();
  }

  /**
   * Partitions are being revoked: the lane's share is what is left. To be called before the
   * revocation returns: once this has returned, no permit is given for more.
   */
  public void onRevoking(Priority priority, Share left) {
    ownershipTracker.holds(priority, left);
    changed();
  }

  /** The lane's partitions were lost: others may have them already. */
  public void onLost(Priority priority) {
    ownershipTracker.lost(priority);
    changed();
  }

  /**
   * To be asked right before each commit is sent, of whatever lane; also where nothing is to be
   * spent, since a stop of the process is noticed by the time between two looks at the clock.
   *
   * @return the nano time that {@link #leaseRenewed} wants of this commit
   */
  public long commitStarts() {
    ownershipTracker.look();
    return time.nanos();
  }

  /**
   * The lane's coordinator has accepted a commit.
   *
   * @param startNanos what {@link #commitStarts()} said before that commit was sent
   */
  public void leaseRenewed(Priority priority, long startNanos) {
    if (ownershipTracker.proved(priority, startNanos)) {
      changed();
    }
  }

  /** How things stand. */
  public LimiterState state() {
    Map<Priority, OwnershipState> lanes = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      Duration leaseLeft = Duration.ofNanos(ownershipTracker.leaseLeft(priority));
      lanes.put(priority, new OwnershipState(ownershipTracker.shareOf(priority), leaseLeft));
    }
    return new LimiterState(
        ownershipTracker.look().fraction(),
        lanes,
        apps.values().stream().map(AppLimiter::state).toList());
  }

  /** How one app stands, whether it has asked or not. */
  public AppLimiterState state(AppId app) {
    return of(app).state();
  }

  /**
   * How many calls a minute this worker may make for an app while that is open: what throttles have
   * left of its limit, as far as this worker's share goes; 0 without share or lease.
   */
  public double pace(AppId app) {
    long limit = (long) (state(app).limitPerMinute() * PermitRate.ONE);
    return PermitRate.within(ownershipTracker.look().of(limit)).perMinute();
  }

  private void changed() {
    apps.values().forEach(AppLimiter::ownershipChanged);
  }

  private AppLimiter open(AppId app) {
    SplittableRandom jitter = new SplittableRandom(terms.seed() ^ app.hashCode());
    AdaptiveLimit adaptiveLimit = new AdaptiveLimit(limits.apply(app), terms.pause(), jitter);
    AppState appState = new AppState(app, adaptiveLimit, terms.probes());
    return new AppLimiter(
        app,
        ownershipTracker,
        time,
        taskTimer,
        appState,
        new WeightedQueues<>(terms.waiting()),
        suspension -> listeners.forEach(listener -> listener.suspended(suspension)));
  }
}
