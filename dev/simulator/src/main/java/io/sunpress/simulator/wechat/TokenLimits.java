package io.sunpress.simulator.wechat;

import io.sunpress.simulator.reply.SimulatedError;
import java.util.Optional;

/** How often one app may ask for tokens. */
final class TokenLimits {
  private static final int A_MINUTE = 10_000;
  private static final int A_DAY = 500_000;
  private static final int FORCED_A_DAY = 20;
  private static final long FORCED_APART_MILLIS = 30_000;

  private final RateWindow minute = new SlidingMinuteWindow();
  private final ShanghaiDayCounter day = new ShanghaiDayCounter();
  private final ShanghaiDayCounter forcedDay = new ShanghaiDayCounter();
  private long lastForcedMillis = Long.MIN_VALUE / 2;

  synchronized Optional<SimulatedError> count(boolean forced, long nowMillis) {
    if (!minute.take(nowMillis, A_MINUTE)) {
      return Optional.of(DocumentedErrors.TOO_OFTEN);
    }
    if (!day.take(nowMillis, A_DAY)) {
      return Optional.of(DocumentedErrors.DAY_USED_UP);
    }
    return forced ? countForced(nowMillis) : Optional.empty();
  }

  private Optional<SimulatedError> countForced(long nowMillis) {
    if (nowMillis - lastForcedMillis < FORCED_APART_MILLIS) {
      return Optional.of(DocumentedErrors.TOO_OFTEN);
    }
    if (!forcedDay.take(nowMillis, FORCED_A_DAY)) {
      return Optional.of(DocumentedErrors.DAY_USED_UP);
    }
    lastForcedMillis = nowMillis;
    return Optional.empty();
  }
}
