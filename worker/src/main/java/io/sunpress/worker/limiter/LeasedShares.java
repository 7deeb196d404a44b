package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.Map;

/**
 * What this worker may spend at a moment, and how often that has changed.
 *
 * @param inForce the shares that are under a lease; a lane without one is missing
 * @param rises how often a share has risen
 * @param risenAt nano time of the last rise
 * @param moves how often a share was lowered because others are to have it
 * @param losses how often a share was gone without being handed over
 */
record LeasedShares(
    Map<Priority, Share> inForce, long rises, long risenAt, long moves, long losses) {
  private static final int LANES = Priority.values().length;

  LeasedShares {
    inForce = Map.copyOf(inForce);
  }

  /** Our part of an amount. Each lane's partitions stand for an equal part of it. */
  long of(long amount) {
    return inForce.values().stream().mapToLong(share -> share.of(amount / LANES)).sum();
  }

  /** The same as a fraction, for people. */
  double fraction() {
    return inForce.values().stream().mapToDouble(Share::fraction).sum() / LANES;
  }
}
