package io.sunpress.worker.quota;

import io.sunpress.intake.Lane;
import java.util.List;
import java.util.Map;

/**
 * The quota at one moment, for health and metrics.
 *
 * @param fraction of every app's limit that this worker may spend now
 * @param lanes what it holds
 * @param apps those that have asked since the start, or were asked about
 */
public record QuotaState(double fraction, Map<Lane, LaneState> lanes, List<AppState> apps) {
  public QuotaState {
    lanes = Map.copyOf(lanes);
    apps = List.copyOf(apps);
  }
}
