package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether one app may be called, and for which kinds of code, as WeChat's answers and time have
 * left it: the state machine of this package. Not thread-safe.
 */
final class AppState {
  private static final CodeError DAY_USED_UP =
      CodeError.of(ErrorClass.THROTTLED_DAY, "the app's calls of today are used up");

  private final AppId app;
  private final AdaptiveLimit adaptiveLimit;
  private final UnknownErrors unknownErrors = new UnknownErrors();
  private final ClosedScope all;
  private final Map<CodeKind, ClosedScope> kinds = new EnumMap<>(CodeKind.class);
  private @Nullable Suspension minute;

  AppState(AppId app, AdaptiveLimit adaptiveLimit, ProbePause probes) {
    this.app = app;
    this.adaptiveLimit = adaptiveLimit;
    this.all = new ClosedScope(probes);
    for (CodeKind kind : CodeKind.values()) {
      kinds.put(kind, new ClosedScope(probes));
    }
  }

  /** The limit at this moment, in millionths of a call a minute. */
  long limitMicros(long now) {
    return adaptiveLimit.limitMicros(now);
  }

  /** Why no code of this kind is called for at this moment, if none is; of any kind if empty. */
  Optional<Suspension> suspension(Optional<CodeKind> kind, long now, Instant wall) {
    return all.inForce(wall)
        .or(() -> kind.flatMap(one -> scope(Optional.of(one)).inForce(wall)))
        .or(() -> minute(now, wall));
  }

  private Optional<Suspension> minute(long now, Instant wall) {
    return adaptiveLimit
        .closedUntil(now, wall)
        .flatMap(until -> Optional.ofNullable(minute).map(known -> known.withUntil(until)));
  }

  /** What is in force and lasts longer than a minute, that of all kinds first. */
  List<Suspension> lasting(Instant wall) {
    return Stream.concat(Stream.of(all), kinds.values().stream())
        .flatMap(scope -> scope.inForce(wall).stream())
        .toList();
  }

  /**
   * WeChat has refused a call for its rate.
   *
   * @param sentAt nano time of the call
   */
  void throttled(CodeCall call, CodeError error, long sentAt, long now, Instant wall) {
    Instant sent = wall.minusNanos(now - sentAt);
    if (error.type() == ErrorClass.THROTTLED_DAY) {
      dayUsedUp(Optional.of(call), error, sent, wall);
    } else if (adaptiveLimit.refused(sentAt, now)) {
      minute = new Suspension(app, error, wall, wall);
      if (adaptiveLimit.isDay()) {
        dayUsedUp(Optional.of(call), DAY_USED_UP, sent, wall);
      }
    }
  }

  private void dayUsedUp(Optional<CodeCall> call, CodeError error, Instant sent, Instant wall) {
    Optional<CodeKind> kind = call.map(CodeCall::kind);
    Duration jitter = Duration.ofNanos(adaptiveLimit.jitter());
    scope(kind).dayUsedUp(new Suspension(app, kind, error, wall, wall, call), sent, wall, jitter);
  }

  /**
   * A call has failed, or got no token: closes what the error is about, if it is about more than
   * the call.
   *
   * @param sent whether WeChat has refused the call itself
   */
  void refused(CodeCall call, boolean sent, CodeError error, Instant wall) {
    switch (error.type()) {
      case APP, ADDRESS -> stop(Optional.empty(), sent, call, error, wall);
      case KIND, EXHAUSTED -> stop(Optional.of(call.kind()), sent, call, error, wall);
      case THROTTLED_DAY -> {
        if (!sent) {
          dayUsedUp(Optional.empty(), error, wall, wall);
        }
      }
      case UNKNOWN -> {
        if (error.errcode().isPresent()
            && unknownErrors.isTooMany(error.errcode().getAsInt(), call.spec())) {
          stop(Optional.empty(), sent, call, error, wall);
        }
      }
      case REQUEST -> unknownErrors.clear();
      case TOKEN, BUSY, THROTTLED_MINUTE, STORAGE, EXPIRED -> {}
    }
  }

  /** Closes the app for an error that has lasted too long. */
  void stop(CodeCall call, CodeError error, Instant wall) {
    stop(Optional.empty(), true, call, error, wall);
  }

  /** Closes the app for an error of its token. */
  void stop(CodeError error, Instant wall) {
    all.stop(new Suspension(app, error, wall, wall), wall);
  }

  private void stop(
      Optional<CodeKind> kind, boolean sent, CodeCall call, CodeError error, Instant wall) {
    Optional<CodeCall> refused = Optional.of(call).filter(one -> sent);
    scope(kind).stop(new Suspension(app, kind, error, wall, wall, refused), wall);
  }

  ClosedScope scope(Optional<CodeKind> kind) {
    return kind.map(kinds::get).orElse(all);
  }

  /** WeChat has taken a call, whatever it answered. */
  void served(long sentAt) {
    adaptiveLimit.served(sentAt);
  }

  /** WeChat has drawn a code: the next stop begins with the first pause. */
  void drawn(CodeKind kind) {
    unknownErrors.clear();
    all.drawn();
    scope(Optional.of(kind)).drawn();
  }
}
