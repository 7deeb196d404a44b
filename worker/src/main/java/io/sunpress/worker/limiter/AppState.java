package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether one app may be called, as WeChat's answers and time have left it: the state machine of
 * this package. Not thread-safe.
 */
final class AppState {
  private static final CodeError DAY_USED_UP =
      CodeError.of(ErrorClass.THROTTLED_DAY, "the app's calls of today are used up");

  private final AppId app;
  private final AdaptiveLimit adaptiveLimit;
  private final ProbePause probes;
  private Duration nextPause;
  private @Nullable Suspension minute;
  private @Nullable Suspension lasting;

  AppState(AppId app, AdaptiveLimit adaptiveLimit, ProbePause probes) {
    this.app = app;
    this.adaptiveLimit = adaptiveLimit;
    this.probes = probes;
    this.nextPause = probes.first();
  }

  /** The limit at this moment, in millionths of a call a minute. */
  long limitMicros(long now) {
    return adaptiveLimit.limitMicros(now);
  }

  /** Why the app is not called at this moment, if it is not. */
  Optional<Suspension> suspension(long now, Instant wall) {
    return lasting(wall).or(() -> minute(now, wall));
  }

  private Optional<Suspension> lasting(Instant wall) {
    return Optional.ofNullable(lasting)
        .filter(known -> known.isStop() || wall.isBefore(known.until()));
  }

  private Optional<Suspension> minute(long now, Instant wall) {
    return adaptiveLimit
        .closedUntil(now, wall)
        .flatMap(until -> Optional.ofNullable(minute).map(known -> known.withUntil(until)));
  }

  /**
   * WeChat has refused a call for its rate. A day is that of the call, so that an answer that comes
   * after midnight does not cost the next one.
   *
   * @param sentAt nano time of the call
   */
  void throttled(CodeError error, long sentAt, long now, Instant wall) {
    Instant sent = wall.minusNanos(now - sentAt);
    if (error.type() == ErrorClass.THROTTLED_DAY) {
      suspend(error, sent, wall);
    } else if (adaptiveLimit.refused(sentAt, now)) {
      minute = new Suspension(app, error, wall, wall);
      if (adaptiveLimit.isDay()) {
        suspend(DAY_USED_UP, sent, wall);
      }
    }
  }

  /**
   * WeChat draws nothing for the app: until that is mended, or until its day is over. The first
   * cause is kept, but that a stop outlasts a used-up day.
   *
   * @param sent when the call was sent that WeChat refused
   */
  void suspend(CodeError error, Instant sent, Instant wall) {
    boolean stop = error.type() == ErrorClass.APP;
    Instant until =
        stop ? wall.plus(nextPause) : WeChatDay.end(sent).plusNanos(adaptiveLimit.jitter());
    boolean kept = lasting(wall).filter(known -> known.isStop() || !stop).isPresent();
    if (!kept && until.isAfter(wall)) {
      lasting = new Suspension(app, error, wall, until);
    }
  }

  /** What lasts longer than a minute, over or not. */
  Optional<Suspension> lasting() {
    return Optional.ofNullable(lasting);
  }

  /** It is over, unless it has become another. */
  boolean resume(Suspension over) {
    boolean same = over.equals(lasting);
    lasting = same ? null : lasting;
    return same;
  }

  /**
   * It was looked at and goes on. The pause grows until a code was drawn: the token may be right
   * and the right missing.
   */
  Optional<Suspension> prolong(Suspension known, Instant wall) {
    if (!known.equals(lasting)) {
      return Optional.empty();
    }
    lasting = known.withUntil(wall.plus(nextPause));
    return Optional.of(lasting);
  }

  /** It is about to be looked at. */
  void probing() {
    nextPause = probes.after(nextPause);
  }

  /** WeChat has taken a call, whatever it answered. */
  void served(long sentAt) {
    adaptiveLimit.served(sentAt);
  }

  /** WeChat has drawn a code: the next stop begins with the first pause. */
  void drawn() {
    nextPause = probes.first();
  }
}
