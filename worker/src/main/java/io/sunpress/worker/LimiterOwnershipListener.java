package io.sunpress.worker;

import io.sunpress.engine.OwnershipListener;
import io.sunpress.request.Priority;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.limiter.HeldPartitions;
import io.sunpress.worker.limiter.Share;
import java.util.Set;

/** What a lane's topic says of ownership, as the quota counts it. */
record LimiterOwnershipListener(CallLimiter admission, HeldPartitions held, Priority lane)
    implements OwnershipListener {
  @Override
  public void hold(Set<Integer> partitions, int all) {
    held.hold(lane, partitions, all);
    admission.onAssigned(lane, Share.of(partitions, all));
  }

  @Override
  public void keep(Set<Integer> partitions, int all) {
    held.hold(lane, partitions, all);
    admission.onRevoking(lane, Share.of(partitions, all));
  }

  @Override
  public void lose() {
    held.hold(lane, Set.of(), 0);
    admission.onLost(lane);
  }

  @Override
  public long commitStarts() {
    return admission.commitStarts();
  }

  @Override
  public void commitAccepted(long startNanos) {
    admission.leaseRenewed(lane, startNanos);
  }
}
