package io.sunpress.simulator.wechat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The apps that WeChat knows, by appid. */
final class SimulatedApps {
  private final SimulatorRules simulatorRules;
  private final Map<String, SimulatedAppUsage> states = new ConcurrentHashMap<>();

  SimulatedApps(SimulatorRules simulatorRules) {
    this.simulatorRules = simulatorRules;
  }

  void put(SimulatedApp app) {
    states
        .computeIfAbsent(app.appId(), id -> new SimulatedAppUsage(app, simulatorRules))
        .replace(app);
  }

  Optional<SimulatedAppUsage> find(String appId) {
    return Optional.ofNullable(states.get(appId));
  }

  Set<String> ids() {
    return Set.copyOf(states.keySet());
  }
}
