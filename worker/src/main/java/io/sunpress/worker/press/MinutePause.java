package io.sunpress.worker.press;

import io.sunpress.code.AppId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Apps that have used up their minute: nothing of theirs is sent before it is over. */
final class MinutePause {
  private final Clock clock;
  private final Duration length;
  private final Map<AppId, Instant> until = new ConcurrentHashMap<>();

  MinutePause(Clock clock, Duration length) {
    this.clock = clock;
    this.length = length;
  }

  /** WeChat says that the minute is used up; a pause that runs already is not made longer. */
  void begin(AppId app) {
    Instant now = clock.instant();
    until.compute(app, (same, end) -> end != null && end.isAfter(now) ? end : now.plus(length));
  }

  /** How long the app still has to wait; empty where it has not. */
  Optional<Duration> left(AppId app) {
    return Optional.ofNullable(until.get(app))
        .map(end -> Duration.between(clock.instant(), end))
        .filter(left -> !left.isNegative() && !left.isZero());
  }
}
