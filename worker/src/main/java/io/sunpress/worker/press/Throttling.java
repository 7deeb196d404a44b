package io.sunpress.worker.press;

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
final class Throttling {
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
  Throttling(RateLimiter rateLimiter, String interactiveTopic, Duration patience, Clock clock) {
    this.rateLimiter = rateLimiter;
    this.interactiveTopic = interactiveTopic;
    this.returns = new ResumeSchedule(rateLimiter::pace);
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Its app takes no calls until then. What somebody waits for is parked at once, since the place
   * may be wanted by somebody else who waits; bulk rests first, and makes room when that is asked.
   */
  Step closed(Job job, Instant until) {
    Duration pause = positive(Duration.between(clock.instant(), until));
    boolean fits = pause.compareTo(job.patience.left()) <= 0;
    if (fits && pause.compareTo(SHORT) <= 0) {
      return new Step.Rest(pause);
    }
    boolean awaited = job.cameBy(interactiveTopic);
    return awaited || job.patience.isOver()
        ? parked(job, MINUTE, until)
        : new Step.AwaitOpening(pause, until);
  }

  /** It has rested for long enough, or makes room. */
  Step shutOut(Job job, Instant until) {
    return parked(job, MINUTE, until);
  }

  /**
   * Whether a job that waits for its turn has waited for long enough. Without a share under a lease
   * nothing is known of its record, and nothing may be said: its time begins anew, until the record
   * is lost or its turn comes.
   */
  boolean hasWaitedEnough(Job job) {
    boolean over = job.patience.isOver();
    boolean ours = !over || rateLimiter.pace(app(job)) > 0;
    if (!ours) {
      job.patience.renew();
    }
    return over && ours;
  }

  /** Its turn has not come in all that time. One that has failed before is not parked for ever. */
  Step outstayed(Job job) {
    return job.failure()
        .<Step>map(error -> new Step.End(new Outcome.Postponed(error, job.calls())))
        .orElseGet(() -> parked(job, CROWD, clock.instant().plus(patience)));
  }

  private Step parked(Job job, CodeError why, Instant earliest) {
    AppId app = app(job);
    Suspension suspension = new Suspension(app, why, clock.instant(), returns.next(app, earliest));
    return new Step.End(new Outcome.Parked(suspension, job.calls()));
  }

  private static AppId app(Job job) {
    return job.question.spec().app();
  }

  private static Duration positive(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }
}
