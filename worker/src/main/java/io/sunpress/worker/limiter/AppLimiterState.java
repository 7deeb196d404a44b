package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How one app stands at this worker.
 *
 * @param app its appid
 * @param perMinute calls a minute that this worker may make at this moment; 0 without share or
 *     lease, and while it is closed
 * @param limitPerMinute what throttles have left of the limit of all workers
 * @param closed why it is not called and until when, if it is not
 * @param sinceBusy how long ago a call was asked for or let through; empty where none ever was
 * @param waiting how many calls wait, by lane
 * @param waited how long those waited that wait no more, by lane
 * @param permits what became of its permits
 */
public record AppLimiterState(
    AppId app,
    double perMinute,
    double limitPerMinute,
    Optional<Suspension> closed,
    Optional<Duration> sinceBusy,
    Map<Priority, Integer> waiting,
    Map<Priority, WaitTotals> waited,
    PermitCounts permits) {
  public AppLimiterState {
    waiting = Map.copyOf(waiting);
    waited = Map.copyOf(waited);
  }
}
