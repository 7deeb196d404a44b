package io.sunpress.worker.quota;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
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
 * engine tells it what the worker owns, the press asks it for a permit a call. Thread-safe.
 */
public final class Admission {
  private final QuotaTerms terms;
  private final Function<? super AppId, Limit> limits;
  private final Time time;
  private final Timer timer;
  private final Ownership ownership;
  private final Map<AppId, AppQuota> apps = new ConcurrentHashMap<>();

  /**
   * @param terms what the leases rest on, and how many may wait
   * @param limits the limit of an app, over all workers; asked once an app, never fails
   * @param nanoTime the clock of intervals, the one that the timer goes by
   * @param clock the clock of days
   * @param timer calls back whoever waits; to be stopped after the engine and the press
   */
  public Admission(
      QuotaTerms terms,
      Function<? super AppId, Limit> limits,
      LongSupplier nanoTime,
      Clock clock,
      Timer timer) {
    this.terms = Objects.requireNonNull(terms, "terms");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.timer = Objects.requireNonNull(timer, "timer");
    this.time = new Time(nanoTime, clock);
    this.ownership = new Ownership(terms.lease(), time);
  }

  /**
   * Asks for one call. Answered with a permit when it is this call's turn, with {@link Throttled}
   * as soon as the app is closed, with {@link Crowded} at once where too many wait; not answered
   * while this worker has no share or no lease. Every attempt asks anew.
   *
   * <p>Answered by the asking thread or by the timer's, so what follows must not block. Cancelling
   * this very future (not one derived from it) gives up the place.
   */
  public CompletableFuture<Decision> admit(AppId app, Lane lane) {
    return apps.computeIfAbsent(app, this::open).admit(lane);
  }

  /**
   * Partitions were assigned, or counted anew: the lane's share is this now. Spent once {@link
   * #leaseRenewed} has been told of a commit, so commit right after an assignment.
   */
  public void onAssigned(Lane lane, Share now) {
    ownership.holds(lane, now);
    changed();
  }

  /**
   * Partitions are being revoked: the lane's share is what is left. To be called before the
   * revocation returns: once this has returned, no permit is given for more.
   */
  public void onRevoking(Lane lane, Share left) {
    ownership.holds(lane, left);
    changed();
  }

  /** The lane's partitions were lost: others may have them already. */
  public void onLost(Lane lane) {
    ownership.lost(lane);
    changed();
  }

  /**
   * To be asked right before each commit is sent, of whatever lane; also where nothing is to be
   * spent, since a stop of the process is noticed by the time between two looks at the clock.
   *
   * @return the nano time that {@link #leaseRenewed} wants of this commit
   */
  public long commitStarts() {
    ownership.look();
    return time.nanos();
  }

  /**
   * The lane's coordinator has accepted a commit.
   *
   * @param startNanos what {@link #commitStarts()} said before that commit was sent
   */
  public void leaseRenewed(Lane lane, long startNanos) {
    if (ownership.proved(lane, startNanos)) {
      changed();
    }
  }

  /** How things stand. */
  public QuotaState state() {
    Map<Lane, LaneState> lanes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      Duration leaseLeft = Duration.ofNanos(ownership.leaseLeft(lane));
      lanes.put(lane, new LaneState(ownership.shareOf(lane), leaseLeft));
    }
    return new QuotaState(
        ownership.look().fraction(), lanes, apps.values().stream().map(AppQuota::state).toList());
  }

  /** How one app stands, whether it has asked or not. */
  public AppState state(AppId app) {
    return apps.computeIfAbsent(app, this::open).state();
  }

  /**
   * How many calls a minute this worker may make for an app while that is open: what throttles have
   * left of its limit, as far as this worker's share goes; 0 without share or lease.
   */
  public double pace(AppId app) {
    long limit = (long) (state(app).limitPerMinute() * Rate.ONE);
    return Rate.within(ownership.look().of(limit)).perMinute();
  }

  private void changed() {
    apps.values().forEach(AppQuota::ownershipChanged);
  }

  private AppQuota open(AppId app) {
    SplittableRandom jitter = new SplittableRandom(terms.seed() ^ app.hashCode());
    Throttle throttle = new Throttle(limits.apply(app), terms.pause(), jitter);
    return new AppQuota(app, ownership, time, timer, throttle, new Lanes<>(terms.waiting()));
  }
}
