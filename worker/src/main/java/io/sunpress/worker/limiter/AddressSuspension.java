package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.engine.MembershipGate;
import io.sunpress.message.CodeError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this worker out of its groups while every app refuses its address: others may go on. An IP
 * list is the app's own, so that one app's refusal asks the others for a token.
 */
public final class AddressSuspension implements MembershipGate, SuspensionListener {
  private static final Logger log = LoggerFactory.getLogger(AddressSuspension.class);

  private final CallLimiter callLimiter;
  private final List<AppId> apps;
  private final Function<AppId, Optional<CodeError>> credentials;
  private final Executor executor;

  /**
   * @param apps all that are configured
   * @param credentials why an app gets no token; nothing where it does
   * @param executor where that may block
   */
  public AddressSuspension(
      CallLimiter callLimiter,
      List<AppId> apps,
      Function<AppId, Optional<CodeError>> credentials,
      Executor executor) {
    this.callLimiter = callLimiter;
    this.apps = List.copyOf(apps);
    this.credentials = credentials;
    this.executor = executor;
    callLimiter.listen(this);
  }

  /** An app that is stopped for another cause has no use for this worker either. */
  @Override
  public Optional<String> obstacle() {
    List<Suspension> stops = apps.stream().flatMap(app -> stop(app).stream()).toList();
    return stops.stream()
        .filter(stop -> stop.isOfThisAddress() && stops.size() == apps.size())
        .findFirst()
        .map(stop -> "WeChat refuses this worker's address: " + stop.error().errmsg());
  }

  private Optional<Suspension> stop(AppId app) {
    return callLimiter.suspension(app).filter(Suspension::isStop);
  }

  @Override
  public void suspended(Suspension suspension) {
    if (suspension.isOfThisAddress()) {
      try {
        executor.execute(this::askOthers);
      } catch (RejectedExecutionException e) {
        log.debug("Stopped: no other app is asked");
      }
    }
  }

  private void askOthers() {
    for (AppId app : apps) {
      if (stop(app).isEmpty()) {
        credentials.apply(app).ifPresent(error -> callLimiter.refused(app, error));
      }
    }
    obstacle().ifPresent(why -> log.error("This worker leaves its groups: {}", why));
  }

  @Override
  public void resumed(AppId app, Optional<Suspension> left) {
    // The groups are joined again as soon as there is no obstacle.
  }
}
