package io.sunpress.simulator;

import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The simulator's options when it runs by itself: {@code --name=value} arguments, or environment
 * variables {@code SIMULATOR_NAME}; arguments win.
 *
 * @param settings port, bind address
 * @param apps the apps to know
 * @param latency of every answer
 */
record SimulatorOptions(SimulatorSettings settings, List<SimulatedApp> apps, Latency latency) {
  /** The app that is known where none is named. Its secret is no secret. */
  private static final String DEMO_APP = "wx0000000000000001:simulated-secret";

  private static final Set<String> NAMES =
      Set.of(
          "port",
          "bind",
          "apps",
          "apps-file",
          "minute-limit",
          "day-limit",
          "latency-median-ms",
          "latency-p99-ms",
          "hang-share",
          "hang-ms",
          "seed");

  SimulatorOptions {
    apps = List.copyOf(apps);
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException naming the option that is unknown or wrong
   */
  static SimulatorOptions parse(String[] args, Map<String, String> environment) {
    Map<String, String> values = values(args, environment);
    return new SimulatorOptions(
        SimulatorSettings.defaults()
            .withPort((int) number(values, "port", 8090))
            .withHost(values.getOrDefault("bind", "127.0.0.1")),
        apps(values),
        latency(values));
  }

  private static Map<String, String> values(String[] args, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (String name : NAMES) {
      String variable = "SIMULATOR_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        values.put(name, value);
      }
    }
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = arg.startsWith("--") && equals > 2 ? arg.substring(2, equals) : arg;
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option " + name + "; there are --name=value with " + NAMES);
      }
      values.put(name, arg.substring(equals + 1));
    }
    return values;
  }

  private static List<SimulatedApp> apps(Map<String, String> values) {
    List<SimulatedApp> apps = new ArrayList<>();
    for (String pair : pairs(values)) {
      int colon = pair.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("apps are given as appid:secret");
      }
      SimulatedApp app = SimulatedApp.of(pair.substring(0, colon), pair.substring(colon + 1));
      apps.add(
          app.withMinuteLimit((int) number(values, "minute-limit", app.minuteLimit()))
              .withDayLimit((int) number(values, "day-limit", app.dayLimit())));
    }
    return apps;
  }

  private static List<String> pairs(Map<String, String> values) {
    if (!values.containsKey("apps-file")) {
      return List.of(values.getOrDefault("apps", DEMO_APP).trim().split("\\s*,\\s*"));
    }
    try {
      return Files.readAllLines(Path.of(values.get("apps-file"))).stream()
          .map(String::trim)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("apps-file can't be read", e);
    }
  }

  private static Latency latency(Map<String, String> values) {
    long median = number(values, "latency-median-ms", 0);
    return Latency.of(
        Duration.ofMillis(median),
        Duration.ofMillis(number(values, "latency-p99-ms", median)),
        Double.parseDouble(values.getOrDefault("hang-share", "0")),
        Duration.ofMillis(number(values, "hang-ms", 0)),
        number(values, "seed", 0));
  }

  private static long number(Map<String, String> values, String name, long otherwise) {
    try {
      return Long.parseLong(values.getOrDefault(name, Long.toString(otherwise)).trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number", e);
    }
  }
}
