package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.List;
import java.util.Map;

/**
 * The quota at one moment, for health and metrics.
 *
 * @param fraction of every app's limit that this worker may spend now
 * @param lanes what it holds
 * @param apps those that have asked since the start, or were asked about
 */
public record LimiterState(
    double fraction, Map<Priority, OwnershipState> lanes, List<AppLimiterState> apps) {
  public LimiterState {
    lanes = Map.copyOf(lanes);
    apps = List.copyOf(apps);
  }
}
