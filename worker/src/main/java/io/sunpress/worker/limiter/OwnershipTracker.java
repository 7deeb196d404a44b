package io.sunpress.worker.limiter;

import io.sunpress.engine.ClockJumpDetector;
import io.sunpress.engine.Lease;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The shares and leases of this worker, one of each a lane, since each lane is a group. */
final class OwnershipTracker {
  private final long leaseNanos;
  private final TimeSource time;
  private final ClockJumpDetector jumps;
  private final Map<Priority, Share> shares = new EnumMap<>(Priority.class);
  private final Map<Priority, Lease> leases = new EnumMap<>(Priority.class);
  private long provenFrom;
  private LeasedShares leasedShares;

  OwnershipTracker(Duration lease, TimeSource time) {
    this.leaseNanos = lease.toNanos();
    this.time = time;
    long now = time.nanos();
    this.jumps = new ClockJumpDetector(now, time.wall());
    this.provenFrom = now;
    this.leasedShares = new LeasedShares(Map.of(), 0, now, 0, 0);
  }

  /** What may be spent at this moment. */
  synchronized LeasedShares look() {
    return look(time.nanos());
  }

  private LeasedShares look(long now) {
    if (jumps.look(now, time.wall())) {
      leases.clear();
      provenFrom = now;
    }
    Map<Priority, Share> inForce = inForce(now);
    if (!inForce.equals(leasedShares.inForce())) {
      boolean lapsed = !inForce.keySet().containsAll(leasedShares.inForce().keySet());
      become(inForce, now, 0, lapsed ? 1 : 0);
    }
    return leasedShares;
  }

  /** The lane's share is this from now on. */
  synchronized void holds(Priority priority, Share share) {
    long now = time.nanos();
    look(now);
    boolean moved = shareOf(priority).isMoreThan(share);
    shares.put(priority, share);
    become(inForce(now), now, moved ? 1 : 0, 0);
  }

  /** The group has put this worker out; its partitions are others' already. */
  synchronized void lost(Priority priority) {
    long now = time.nanos();
    look(now);
    boolean held = shareOf(priority).held() > 0;
    shares.remove(priority);
    leases.remove(priority);
    become(inForce(now), now, 0, held ? 1 : 0);
  }

  /**
   * The coordinator has accepted a commit that began then.
   *
   * @return whether more may be spent than before
   */
  synchronized boolean proved(Priority priority, long startNanos) {
    long now = time.nanos();
    long rises = look(now).rises();
    if (startNanos - provenFrom >= 0) {
      leases.put(priority, lease(priority).renewed(startNanos, leaseNanos));
    }
    return look(now).rises() > rises;
  }

  /** Nanoseconds for which the lane's share may be spent without another commit. */
  synchronized long leaseLeft(Priority priority) {
    return lease(priority).left(time.nanos());
  }

  synchronized Share shareOf(Priority priority) {
    return shares.getOrDefault(priority, Share.NONE);
  }

  private Lease lease(Priority priority) {
    return leases.getOrDefault(priority, Lease.VOID);
  }

  private Map<Priority, Share> inForce(long now) {
    Map<Priority, Share> inForce = new EnumMap<>(Priority.class);
    shares.forEach(
        (priority, share) -> {
          if (share.held() > 0 && lease(priority).holds(now)) {
            inForce.put(priority, share);
          }
        });
    return inForce;
  }

  private void become(Map<Priority, Share> inForce, long now, int moves, int losses) {
    boolean risen =
        inForce.keySet().stream().anyMatch(priority -> isRise(priority, inForce.get(priority)));
    leasedShares =
        new LeasedShares(
            inForce,
            leasedShares.rises() + (risen ? 1 : 0),
            risen ? now : leasedShares.risenAt(),
            leasedShares.moves() + moves,
            leasedShares.losses() + losses);
  }

  private boolean isRise(Priority priority, Share share) {
    return share.isMoreThan(leasedShares.inForce().getOrDefault(priority, Share.NONE));
  }
}
