package io.sunpress.worker.pipeline;

import io.sunpress.worker.limiter.TaskTimer;
import io.sunpress.worker.pipeline.PendingWait.End;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Waits and threads of records in lock step with a test: whoever ends a wait goes on when all
 * records have ended or wait again.
 */
final class SteppedWaits extends PendingWaits implements Executor {
  private static final String NAME = "stepped-record";

  private final Set<PendingWait> blocked = new HashSet<>();
  private final Set<PendingWait> ended = new HashSet<>();
  private int running;

  SteppedWaits(TaskTimer taskTimer) {
    super(taskTimer);
  }

  /** Runs a task on a thread of its own until it has ended or waits. */
  @Override
  public void execute(Runnable task) {
    count(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                count(-1);
              }
            },
            NAME);
    thread.setDaemon(true);
    thread.start();
    settle();
  }

  private synchronized void count(int more) {
    running += more;
    notifyAll();
  }

  @Override
  End block(PendingWait wait) {
    markBlocked(wait);
    return super.block(wait);
  }

  private synchronized void markBlocked(PendingWait wait) {
    if (!ended.contains(wait)) {
      blocked.add(wait);
      notifyAll();
    }
  }

  @Override
  void end(PendingWait wait, End how) {
    markEnded(wait);
    super.end(wait, how);
    settle();
  }

  private synchronized void markEnded(PendingWait wait) {
    ended.add(wait);
    blocked.remove(wait);
  }

  private void settle() {
    if (!Thread.currentThread().getName().equals(NAME)) {
      awaitStep();
    }
  }

  private synchronized void awaitStep() {
    try {
      while (running != blocked.size()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
