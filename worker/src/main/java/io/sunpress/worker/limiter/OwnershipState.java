package io.sunpress.worker.limiter;

import java.time.Duration;

/**
 * What this worker holds of one lane.
 *
 * @param share its partitions
 * @param leaseLeft for how long they may still be spent without another accepted commit; zero is
 *     void
 */
public record OwnershipState(Share share, Duration leaseLeft) {}
