package io.sunpress.worker.limiter;

import io.sunpress.message.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an app, or one kind of its codes, closed for longer than a minute. Not thread-safe.
 */
final class ClosedScope {
  private static final Duration FIRST_EARLY_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 2;

  private final ProbePause probes;
  private Duration nextPause;
  private @Nullable Suspension lasting;
  private @Nullable WeChatDay earlyDay;
  private int earlyRefusals;

  ClosedScope(ProbePause probes) {
    this.probes = probes;
    this.nextPause = probes.first();
  }

  /** The one that was set last, over or not. */
  Optional<Suspension> last() {
    return Optional.ofNullable(lasting);
  }

  Optional<Suspension> inForce(Instant wall) {
    return last().filter(known -> known.isStop() || wall.isBefore(known.until()));
  }

  /** Until it is mended. The first stop is kept; it outlasts a used-up day. */
  void stop(Suspension stop, Instant wall) {
    if (inForce(wall).filter(Suspension::isStop).isEmpty()) {
      lasting = stop.withUntil(wall.plus(pause(stop)));
    }
  }

  private Duration pause(Suspension stop) {
    return stop.error().type() == ErrorClass.ADDRESS ? probes.address() : nextPause;
  }

  /**
   * Until the day is over in which the refused call was sent: an answer that comes after midnight
   * does not cost the next day. In a day's first hour it may still be WeChat's day before, so that
   * is closed for minutes.
   */
  void dayUsedUp(Suspension day, Instant sent, Instant wall, Duration jitter) {
    if (inForce(wall).isPresent()) {
      return;
    }
    WeChatDay ofCall = WeChatDay.of(sent);
    Instant until = ofCall.isUncertainAt(sent) ? wall.plus(earlyPause(ofCall)) : ofCall.end();
    if (until.isAfter(wall)) {
      lasting = day.withUntil(until.plus(jitter));
    }
  }

  private Duration earlyPause(WeChatDay day) {
    earlyRefusals = day.equals(earlyDay) ? earlyRefusals + 1 : 0;
    earlyDay = day;
    return FIRST_EARLY_PAUSE.multipliedBy(1L << Math.min(earlyRefusals, MOST_DOUBLINGS));
  }

  boolean resume(Suspension over) {
    boolean same = over.equals(lasting);
    lasting = same ? null : lasting;
    return same;
  }

  /** It was looked at and goes on: a stop for the next pause, a day to its end. */
  Optional<Suspension> prolong(Suspension known, Instant wall) {
    if (!known.equals(lasting)) {
      return Optional.empty();
    }
    lasting = known.isStop() ? known.withUntil(wall.plus(pause(known))) : known;
    return known.isStop() ? last() : inForce(wall);
  }

  /**
   * It is about to be looked at. The pause grows until a code was drawn: the token may be right and
   * the right missing.
   */
  void probing() {
    nextPause = probes.after(nextPause);
  }

  void drawn() {
    nextPause = probes.first();
  }
}
