package io.sunpress.worker.quota;

import io.sunpress.engine.ClockJumpDetector;
import io.sunpress.engine.Lease;
import io.sunpress.intake.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The shares and leases of this worker, one of each a lane, since each lane is a group. */
final class Ownership {
  private final long leaseNanos;
  private final Time time;
  private final ClockJumpDetector jumps;
  private final Map<Lane, Share> shares = new EnumMap<>(Lane.class);
  private final Map<Lane, Lease> leases = new EnumMap<>(Lane.class);
  private long provenFrom;
  private Holdings holdings;

  Ownership(Duration lease, Time time) {
    this.leaseNanos = lease.toNanos();
    this.time = time;
    long now = time.nanos();
    this.jumps = new ClockJumpDetector(now, time.wall());
    this.provenFrom = now;
    this.holdings = new Holdings(Map.of(), 0, now, 0, 0);
  }

  /** What may be spent at this moment. */
  synchronized Holdings look() {
    return look(time.nanos());
  }

  private Holdings look(long now) {
    if (jumps.look(now, time.wall())) {
      leases.clear();
      provenFrom = now;
    }
    Map<Lane, Share> inForce = inForce(now);
    if (!inForce.equals(holdings.inForce())) {
      boolean lapsed = !inForce.keySet().containsAll(holdings.inForce().keySet());
      become(inForce, now, 0, lapsed ? 1 : 0);
    }
    return holdings;
  }

  /** The lane's share is this from now on. */
  synchronized void holds(Lane lane, Share share) {
    long now = time.nanos();
    look(now);
    boolean moved = shareOf(lane).isMoreThan(share);
    shares.put(lane, share);
    become(inForce(now), now, moved ? 1 : 0, 0);
  }

  /** The group has put this worker out; its partitions are others' already. */
  synchronized void lost(Lane lane) {
    long now = time.nanos();
    look(now);
    boolean held = shareOf(lane).held() > 0;
    shares.remove(lane);
    leases.remove(lane);
    become(inForce(now), now, 0, held ? 1 : 0);
  }

  /**
   * The coordinator has accepted a commit that began then.
   *
   * @return whether more may be spent than before
   */
  synchronized boolean proved(Lane lane, long startNanos) {
    long now = time.nanos();
    long rises = look(now).rises();
    if (startNanos - provenFrom >= 0) {
      leases.put(lane, lease(lane).renewed(startNanos, leaseNanos));
    }
    return look(now).rises() > rises;
  }

  /** Nanoseconds for which the lane's share may be spent without another commit. */
  synchronized long leaseLeft(Lane lane) {
    return lease(lane).left(time.nanos());
  }

  synchronized Share shareOf(Lane lane) {
    return shares.getOrDefault(lane, Share.NONE);
  }

  private Lease lease(Lane lane) {
    return leases.getOrDefault(lane, Lease.VOID);
  }

  private Map<Lane, Share> inForce(long now) {
    Map<Lane, Share> inForce = new EnumMap<>(Lane.class);
    shares.forEach(
        (lane, share) -> {
          if (share.held() > 0 && lease(lane).holds(now)) {
            inForce.put(lane, share);
          }
        });
    return inForce;
  }

  private void become(Map<Lane, Share> inForce, long now, int moves, int losses) {
    boolean risen = inForce.keySet().stream().anyMatch(lane -> isRise(lane, inForce.get(lane)));
    holdings =
        new Holdings(
            inForce,
            holdings.rises() + (risen ? 1 : 0),
            risen ? now : holdings.risenAt(),
            holdings.moves() + moves,
            holdings.losses() + losses);
  }

  private boolean isRise(Lane lane, Share share) {
    return share.isMoreThan(holdings.inForce().getOrDefault(lane, Share.NONE));
  }
}
