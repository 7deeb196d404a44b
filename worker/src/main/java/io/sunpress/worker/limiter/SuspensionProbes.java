package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends suspensions: of a used-up day when it is over, and all as soon as a probe is not refused any
 * more. Probes of a stop come with growing pauses.
 */
public final class SuspensionProbes implements SuspensionListener {
  private static final Logger log = LoggerFactory.getLogger(SuspensionProbes.class);

  private final CallLimiter callLimiter;
  private final Function<Suspension, Optional<CodeError>> probe;
  private final Executor executor;
  private final TaskTimer taskTimer;
  private final Clock clock;
  private final Duration dayPause;

  /**
   * @param probe asks WeChat again for what it refused; why that goes on, or nothing where it is
   *     over
   * @param executor where a probe may block
   * @param dayPause how often a used-up day is looked at
   */
  public SuspensionProbes(
      CallLimiter callLimiter,
      Function<Suspension, Optional<CodeError>> probe,
      Executor executor,
      TaskTimer taskTimer,
      Clock clock,
      Duration dayPause) {
    this.callLimiter = callLimiter;
    this.probe = probe;
    this.executor = executor;
    this.taskTimer = taskTimer;
    this.clock = clock;
    this.dayPause = dayPause;
    callLimiter.listen(this);
  }

  @Override
  public void suspended(Suspension suspension) {
    log.warn(
        "{} is not called until {}: {}", suspension.app(), suspension.until(), suspension.error());
    later(suspension);
  }

  @Override
  public void resumed(AppId app, Optional<Suspension> left) {
    log.info("{} is called again{}", app, left.map(other -> " but for: " + other).orElse(""));
  }

  /** A used-up day may be lifted by hand: it is looked at before its end as well. */
  private void later(Suspension suspension) {
    Duration left = Duration.between(clock.instant(), suspension.until());
    Duration time = suspension.isStop() || left.compareTo(dayPause) < 0 ? left : dayPause;
    try {
      taskTimer.after(Math.max(0, time.toNanos()), () -> onExecutor(suspension));
    } catch (RejectedExecutionException e) {
      log.debug("Stopped: nothing is looked at any more");
    }
  }

  private void onExecutor(Suspension suspension) {
    try {
      executor.execute(() -> look(suspension));
    } catch (RejectedExecutionException e) {
      log.debug("Stopped: nothing is looked at any more");
    }
  }

  private void look(Suspension suspension) {
    callLimiter.probing(suspension);
    boolean over = !suspension.isStop() && !clock.instant().isBefore(suspension.until());
    if (over || probed(suspension).isEmpty()) {
      callLimiter.resume(suspension);
    } else {
      callLimiter.prolong(suspension).ifPresent(this::later);
    }
  }

  private Optional<CodeError> probed(Suspension suspension) {
    try {
      return probe.apply(suspension);
    } catch (RuntimeException e) {
      log.error("Can't probe {}", suspension.app(), e);
      return Optional.of(CodeError.of(ErrorClass.UNKNOWN, e.getClass().getSimpleName()));
    }
  }
}
