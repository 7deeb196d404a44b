package io.sunpress.parts;

import java.util.Map;

/**
 * The loggers by which the parts talk about themselves at length, and the level that quiets each.
 */
public final class QuietLogs {
  /** Logger name to level name; the application's logging system applies them. */
  public static final Map<String, String> LEVELS =
      Map.of(
          "kafka", "WARN",
          "org.apache.kafka", "WARN",
          "state.change.logger", "WARN",
          "org.gaul", "WARN");

  private QuietLogs() {}
}
