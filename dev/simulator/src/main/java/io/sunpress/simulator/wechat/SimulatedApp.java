package io.sunpress.simulator.wechat;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A mini-program as WeChat knows it.
 *
 * @param appId its appid
 * @param secret its AppSecret; never printed
 * @param minuteLimit unlimited codes a minute
 * @param dayLimit calls of each kind in a day of Asia/Shanghai; token calls have limits of their
 *     own
 * @param permanentQuota limited and square codes for ever, both together
 * @param unreleased pages that are not in the released version; every other page is
 */
public record SimulatedApp(
    String appId,
    String secret,
    int minuteLimit,
    int dayLimit,
    int permanentQuota,
    Set<String> unreleased) {
  private static final int MINUTE_LIMIT = 5_000;
  private static final int DAY_LIMIT = 100_000_000;
  private static final int PERMANENT_QUOTA = 100_000;

  public SimulatedApp {
    requireNonNull(appId, "appId");
    requireNonNull(secret, "secret");
    unreleased = Set.copyOf(unreleased);
    if (appId.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("an app needs an appid and a secret");
    }
    if (minuteLimit < 0 || dayLimit < 0 || permanentQuota < 0) {
      throw new IllegalArgumentException("limits of " + appId + " must not be negative");
    }
  }

  /** With WeChat's limits and every page released. */
  public static SimulatedApp of(String appId, String secret) {
    return new SimulatedApp(appId, secret, MINUTE_LIMIT, DAY_LIMIT, PERMANENT_QUOTA, Set.of());
  }

  public SimulatedApp withMinuteLimit(int calls) {
    return new SimulatedApp(appId, secret, calls, dayLimit, permanentQuota, unreleased);
  }

  public SimulatedApp withDayLimit(int calls) {
    return new SimulatedApp(appId, secret, minuteLimit, calls, permanentQuota, unreleased);
  }

  public SimulatedApp withPermanentQuota(int codes) {
    return new SimulatedApp(appId, secret, minuteLimit, dayLimit, codes, unreleased);
  }

  public SimulatedApp withUnreleased(String... pages) {
    return new SimulatedApp(appId, secret, minuteLimit, dayLimit, permanentQuota, Set.of(pages));
  }

  @Override
  public String toString() {
    return "SimulatedApp[" + appId + ", secret=***, minuteLimit=" + minuteLimit + "]";
  }
}
