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
 * Ends suspensions: of a used-up day when it is over, of a stop as soon as a probe is not refused
 * any more. Probes come with growing pauses.
 */
public final class SuspensionProbes implements SuspensionListener {
  private static final Logger log = LoggerFactory.getLogger(SuspensionProbes.class);

  private final CallLimiter callLimiter;
  private final Function<AppId, Optional<CodeError>> probe;
  private final Executor executor;
  private final TaskTimer taskTimer;
  private final Clock clock;

  /**
   * @param probe asks WeChat for a token of the app; why there is none, or nothing where there is
   *     one
   * @param executor where a probe may block
   */
  public SuspensionProbes(
      CallLimiter callLimiter,
      Function<AppId, Optional<CodeError>> probe,
      Executor executor,
      TaskTimer taskTimer,
      Clock clock) {
    this.callLimiter = callLimiter;
    this.probe = probe;
    this.executor = executor;
    this.taskTimer = taskTimer;
    this.clock = clock;
    callLimiter.listen(this);
  }

  @Override
  public void suspended(Suspension suspension) {
    log.warn(
        "{} is not called until {}: {}", suspension.app(), suspension.until(), suspension.error());
    later(suspension);
  }

  @Override
  public void resumed(AppId app) {
    log.info("{} is called again", app);
  }

  private void later(Suspension suspension) {
    Duration time = Duration.between(clock.instant(), suspension.until());
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

  /** A refusal for any other cause says nothing about the app. */
  private void look(Suspension suspension) {
    if (!suspension.isStop()) {
      callLimiter.resume(suspension);
      return;
    }
    callLimiter.probing(suspension.app());
    if (probed(suspension.app()).isEmpty()) {
      callLimiter.resume(suspension);
    } else {
      callLimiter.prolong(suspension).ifPresent(this::later);
    }
  }

  private Optional<CodeError> probed(AppId app) {
    try {
      return probe.apply(app);
    } catch (RuntimeException e) {
      log.error("Can't probe {}", app, e);
      return Optional.of(CodeError.of(ErrorClass.UNKNOWN, e.getClass().getSimpleName()));
    }
  }
}
