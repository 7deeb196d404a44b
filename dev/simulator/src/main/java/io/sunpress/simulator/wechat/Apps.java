package io.sunpress.simulator.wechat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The apps that WeChat knows, by appid. */
final class Apps {
  private final Rules rules;
  private final Map<String, AppState> states = new ConcurrentHashMap<>();

  Apps(Rules rules) {
    this.rules = rules;
  }

  void put(SimulatedApp app) {
    states.computeIfAbsent(app.appId(), id -> new AppState(app, rules)).replace(app);
  }

  Optional<AppState> find(String appId) {
    return Optional.ofNullable(states.get(appId));
  }

  Set<String> ids() {
    return Set.copyOf(states.keySet());
  }
}
