package io.sunpress.worker.pipeline;

import io.sunpress.code.AppId;
import io.sunpress.worker.limiter.RoomPolicy;
import io.sunpress.worker.pipeline.PendingWait.End;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the waits periodically, and ends those that should not go on. */
final class WaitWatcher {
  private static final Logger log = LoggerFactory.getLogger(WaitWatcher.class);

  /** The period; the longest waits end late by so much at most. */
  static final Duration PERIOD = Duration.ofMillis(250);

  private final PendingWaits waits;
  private final RoomPolicy room;

  WaitWatcher(PendingWaits waits, RoomPolicy room) {
    this.waits = waits;
    this.room = room;
  }

  /**
   * Partitions lost without a revocation are noticed here: without a share no permit would come. A
   * timer that was thrown at would never check again.
   */
  void check() {
    try {
      waits.cancelLeaving();
      waits.timeOut();
      byApp(Reason.THROTTLED_APP).forEach(this::makeRoom);
      byApp(Reason.PERMIT).forEach(this::park);
    } catch (RuntimeException e) {
      log.error("The check of the waits failed; the next one follows soon", e);
    }
  }

  private Map<AppId, List<PendingWait>> byApp(Reason reason) {
    return waits.all().stream()
        .filter(wait -> wait.reason() == reason)
        .collect(Collectors.groupingBy(wait -> wait.task().app()));
  }

  private void makeRoom(AppId app, List<PendingWait> resting) {
    resting.stream()
        .sorted(Comparator.comparing(wait -> wait.task().budget.left()))
        .limit(room.toLeave(app, resting.size()))
        .forEach(wait -> waits.end(wait, End.TIMED_OUT));
  }

  /** Those leave that came last: their turn is the farthest. */
  private void park(AppId app, List<PendingWait> waiting) {
    int stay = waiting.size() - room.toPark(app, waiting.size());
    waiting.stream().skip(stay).forEach(wait -> waits.end(wait, End.TIMED_OUT));
  }
}
