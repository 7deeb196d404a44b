package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets calls to WeChat through, as fast as this worker's share of each app's limit allows. The
 * engine tells it what the worker owns, the pipeline asks it for a permit a call. Thread-safe.
 */
public final class RateLimiter {
  private final LimiterSettings terms;
  private final Function<? super AppId, CallLimit> limits;
  private final TimeSource time;
  private final TaskTimer taskTimer;
  private final OwnershipTracker ownershipTracker;
  private final Map<AppId, AppRateLimiter> apps = new ConcurrentHashMap<>();

  /**
   * @param terms what the leases rest on, and how many may wait
   * @param limits the limit of an app, over all workers; asked once an app, never fails
   * @param nanoTime the clock of intervals, the one that the timer goes by
   * @param clock the clock of days
   * @param taskTimer calls back whoever waits; to be stopped after the engine and the pipeline
   */
  public RateLimiter(
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
   * Asks for one call. Answered with a permit when it is this call's turn, with {@link Throttled}
   * as soon as the app is closed, with {@link QueueFull} at once where too many wait; not answered
   * while this worker has no share or no lease. Every attempt asks anew.
   *
   * <p>Answered by the asking thread or by the timer's, so what follows must not block. Cancelling
   * this very future (not one derived from it) gives up the place.
   */
  public CompletableFuture<PermitResult> admit(AppId app, Priority priority) {
    return apps.computeIfAbsent(app, this::open).admit(priority);
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
        apps.values().stream().map(AppRateLimiter::state).toList());
  }

  /** How one app stands, whether it has asked or not. */
  public AppLimiterState state(AppId app) {
    return apps.computeIfAbsent(app, this::open).state();
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
    apps.values().forEach(AppRateLimiter::ownershipChanged);
  }

  private AppRateLimiter open(AppId app) {
    SplittableRandom jitter = new SplittableRandom(terms.seed() ^ app.hashCode());
    AdaptiveLimit adaptiveLimit = new AdaptiveLimit(limits.apply(app), terms.pause(), jitter);
    return new AppRateLimiter(
        app,
        ownershipTracker,
        time,
        taskTimer,
        adaptiveLimit,
        new WeightedQueues<>(terms.waiting()));
  }
}
