package io.sunpress.simulator;

import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * What the simulator is started with when it runs by itself.
 *
 * @param settings port, bind address
 * @param apps the apps to know
 * @param latency of every answer
 */
record SimulatorOptions(SimulatorSettings settings, List<SimulatedApp> apps, Latency latency) {
  SimulatorOptions {
    apps = List.copyOf(apps);
  }

  /**
   * Checks and completes what was given.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static SimulatorOptions of(SimulatorArguments arguments) {
    return new SimulatorOptions(
        SimulatorSettings.defaults().withPort(arguments.port()).withHost(arguments.bind()),
        pairs(arguments).stream().map(pair -> app(pair, arguments)).toList(),
        latency(arguments));
  }

  private static SimulatedApp app(String pair, SimulatorArguments arguments) {
    int colon = pair.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("apps are given as appid:secret");
    }
    SimulatedApp app = SimulatedApp.of(pair.substring(0, colon), pair.substring(colon + 1));
    return app.withMinuteLimit(arguments.minuteLimit().orElse(app.minuteLimit()))
        .withDayLimit(arguments.dayLimit().orElse(app.dayLimit()));
  }

  private static List<String> pairs(SimulatorArguments arguments) {
    if (arguments.appsFile().isEmpty()) {
      return arguments.apps().stream().map(String::trim).toList();
    }
    try {
      return Files.readAllLines(arguments.appsFile().get()).stream()
          .map(String::trim)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("apps-file can't be read", e);
    }
  }

  private static Latency latency(SimulatorArguments arguments) {
    long median = arguments.latencyMedianMs();
    return Latency.of(
        Duration.ofMillis(median),
        Duration.ofMillis(arguments.latencyP99Ms().orElse(median)),
        arguments.hangShare(),
        Duration.ofMillis(arguments.hangMs()),
        arguments.seed());
  }
}
