package io.sunpress.worker.delay;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apps that WeChat draws nothing for at present, as far as this worker has seen it: nothing of
 * theirs is sent. One that has used up its day opens by itself when the day is over; one whose
 * credentials or rights are wrong is looked at now and then, with growing pauses, until they are
 * not.
 */
public final class SuspendedApps {
  private static final Logger log = LoggerFactory.getLogger(SuspendedApps.class);

  /** Where WeChat's day begins. */
  private static final ZoneId WECHATS_ZONE = ZoneId.of("Asia/Shanghai");

  private final RetryProperties settings;
  private final Function<AppId, Optional<CodeError>> probe;
  private final AppStatusPublisher notices;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final Map<AppId, Suspension> closed = new ConcurrentHashMap<>();
  private final Map<AppId, Duration> pauses = new ConcurrentHashMap<>();

  /**
   * @param probe asks WeChat for a token of the app, whatever is believed of it; why there is none,
   *     or nothing where there is one
   * @param executor where a probe may block
   */
  public SuspendedApps(
      RetryProperties settings,
      Function<AppId, Optional<CodeError>> probe,
      AppStatusPublisher notices,
      Executor executor,
      ScheduledExecutorService timer,
      Clock clock) {
    this.settings = settings;
    this.probe = probe;
    this.notices = notices;
    this.executor = executor;
    this.timer = timer;
    this.clock = clock;
  }

  /** Whether an app is closed now. */
  public Optional<Suspension> closure(AppId app) {
    return Optional.ofNullable(closed.get(app))
        .filter(known -> known.isStop() || clock.instant().isBefore(known.until()));
  }

  /**
   * WeChat draws nothing for it: until it is mended, or until midnight. The first cause is kept,
   * but that a stop outlasts a used-up day.
   */
  public Suspension close(AppId app, CodeError error) {
    Instant now = clock.instant();
    boolean stop = error.type() == ErrorClass.APP;
    return closeUntil(app, error, stop ? now.plus(pause(app)) : endOfDay(now));
  }

  /** The same, where it is known for how long. */
  public Suspension closeUntil(AppId app, CodeError error, Instant until) {
    Instant now = clock.instant();
    Suspension fresh = new Suspension(app, error, now, until);
    Suspension kept = closed.merge(app, fresh, (known, next) -> outlasting(known, next, now));
    if (kept == fresh) {
      log.warn("{} is closed until {}: {}", app, kept.until(), error);
      notices.tell(kept);
      later(Duration.between(now, until), fresh.isStop() ? () -> look(app) : () -> dayIsOver(kept));
    }
    return kept;
  }

  private static Suspension outlasting(Suspension known, Suspension next, Instant now) {
    boolean holds = known.isStop() || !next.isStop() && now.isBefore(known.until());
    return holds ? known : next;
  }

  private static Instant endOfDay(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, WECHATS_ZONE);
    return today.plusDays(1).atStartOfDay(WECHATS_ZONE).toInstant();
  }

  /** WeChat has drawn for it: when it is stopped next, that is a new story. */
  public void worked(AppId app) {
    pauses.remove(app);
  }

  private Duration pause(AppId app) {
    return pauses.getOrDefault(app, settings.probeInterval());
  }

  private void later(Duration time, Runnable look) {
    try {
      timer.schedule(() -> onExecutor(look), time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped: nothing is looked at any more");
    }
  }

  private void onExecutor(Runnable look) {
    try {
      executor.execute(look);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped: nothing is looked at any more");
    }
  }

  private void dayIsOver(Suspension day) {
    if (closed.remove(day.app(), day)) {
      opened(day.app());
    }
  }

  /**
   * Only a token says that it is over; a refusal for any other cause says nothing about the app.
   * The pause is not forgotten before a code was drawn: the token may be right and the right
   * missing.
   */
  private void look(AppId app) {
    Duration longer = pause(app).multipliedBy(2);
    Duration longest = settings.maxProbeInterval();
    pauses.put(app, longer.compareTo(longest) < 0 ? longer : longest);
    Optional<CodeError> refusal = probed(app);
    if (refusal.isEmpty()) {
      closed.remove(app);
      opened(app);
    } else {
      Duration next = pause(app);
      closed.computeIfPresent(
          app, (same, known) -> known.lookedAtAgain(clock.instant().plus(next)));
      later(next, () -> look(app));
    }
  }

  private Optional<CodeError> probed(AppId app) {
    try {
      return probe.apply(app);
    } catch (RuntimeException e) {
      log.error("Can't look at {}", app, e);
      return Optional.of(CodeError.of(ErrorClass.UNKNOWN, e.getClass().getSimpleName()));
    }
  }

  private void opened(AppId app) {
    log.info("{} is open again", app);
    notices
        .takeBack(app)
        .thenAccept((@Nullable Boolean said) -> log.debug("Taken back for {}: {}", app, said));
  }
}
