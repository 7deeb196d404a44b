package io.sunpress.simulator.calls;

import static java.util.Objects.requireNonNull;

/**
 * What a caller asked, as far as it was readable. What was not sent is empty or 0.
 *
 * @param kind which call
 * @param app the appid, also where the token was dead; empty where it is not known
 * @param page page of an unlimited code, path of the others, as sent
 * @param scene scene of an unlimited code, as sent
 * @param width pixels
 * @param env {@code release}, {@code trial}, {@code develop}
 * @param forced a stable token was asked with {@code force_refresh}
 */
public record CallParameters(
    CallKind kind, String app, String page, String scene, int width, String env, boolean forced) {
  public CallParameters {
    requireNonNull(kind, "kind");
    requireNonNull(app, "app");
    requireNonNull(page, "page");
    requireNonNull(scene, "scene");
    requireNonNull(env, "env");
  }

  /** Facts of a call of which only kind and app are known. */
  public static CallParameters of(CallKind kind, String app) {
    return new CallParameters(kind, app, "", "", 0, "", false);
  }
}
