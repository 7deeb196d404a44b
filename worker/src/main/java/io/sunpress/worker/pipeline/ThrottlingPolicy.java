package io.sunpress.worker.pipeline;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.delay.ResumeSchedule;
import io.sunpress.worker.delay.Suspension;
import io.sunpress.worker.limiter.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of requests whose app has used up its minute, and of those that more is asked for
 * than the app's limit allows: none of them waits in hand for longer than its patience. No attempt
 * is used up.
 */
final class ThrottlingPolicy {
  /**
   * So long a pause is not worth the way through Kafka; somebody may wait for a place meanwhile.
   */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private static final CodeError MINUTE =
      CodeError.of(ErrorClass.THROTTLED_MINUTE, "the app's calls of this minute are used up");

  private static final CodeError CROWD =
      CodeError.of(ErrorClass.THROTTLED_MINUTE, "more is asked for than the app's limit allows");

  private final RateLimiter rateLimiter;
  private final String interactiveTopic;
  private final ResumeSchedule returns;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param patience how long a request waits in hand; one that comes back later is put behind as
   *     many as are served in that time
   */
  ThrottlingPolicy(
      RateLimiter rateLimiter, String interactiveTopic, Duration patience, Clock clock) {
    this.rateLimiter = rateLimiter;
    this.interactiveTopic = interactiveTopic;
    this.returns = new ResumeSchedule(rateLimiter::pace);
    this.patience = patience;
    this.clock = clock;
  }

  /** How long until then; not negative. */
  Duration pause(Instant until) {
    Duration pause = Duration.between(clock.instant(), until);
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  /** Whether the task waits for the app in memory, whatever happens to others. */
  boolean isShort(CodeTask task, Duration pause) {
    boolean fits = pause.compareTo(task.budget.left()) <= 0;
    return fits && pause.compareTo(SHORT) <= 0;
  }

  /**
   * Whether a longer pause is not waited for at all: a request that a client waits for leaves its
   * place to others that are waited for; bulk rests first, and makes room on demand.
   */
  boolean isParkedAtOnce(CodeTask task) {
    return task.cameBy(interactiveTopic) || task.budget.isOver();
  }

  /** It has rested for long enough, or makes room. */
  ProcessingResult shutOut(CodeTask task, Instant until) {
    return parked(task, MINUTE, until);
  }

  /**
   * Whether a task that waits for its turn has waited for long enough. Without a share under a
   * lease nothing is known of its record, and nothing may be said: its time begins anew, until the
   * record is lost or its turn comes.
   */
  boolean hasWaitedEnough(CodeTask task) {
    boolean over = task.budget.isOver();
    boolean ours = !over || rateLimiter.pace(task.app()) > 0;
    if (!ours) {
      task.budget.renew();
    }
    return over && ours;
  }

  /** Its turn has not come in all that time. One that has failed before is not parked for ever. */
  ProcessingResult outstayed(CodeTask task) {
    return task.failure()
        .<ProcessingResult>map(error -> new ProcessingResult.Postponed(error, task.calls()))
        .orElseGet(() -> parked(task, CROWD, clock.instant().plus(patience)));
  }

  private ProcessingResult parked(CodeTask task, CodeError why, Instant earliest) {
    AppId app = task.app();
    Suspension suspension = new Suspension(app, why, clock.instant(), returns.next(app, earliest));
    return new ProcessingResult.Parked(suspension, task.calls());
  }
}
