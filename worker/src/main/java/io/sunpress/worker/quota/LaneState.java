package io.sunpress.worker.quota;

import java.time.Duration;

/**
 * What this worker holds of one lane.
 *
 * @param share its partitions
 * @param leaseLeft for how long they may still be spent without another accepted commit; zero is
 *     void
 */
public record LaneState(Share share, Duration leaseLeft) {}
