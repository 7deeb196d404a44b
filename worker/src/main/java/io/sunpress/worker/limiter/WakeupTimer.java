package io.sunpress.worker.limiter;

import java.util.function.LongConsumer;

/** The next time to look who may be admitted. Only the earliest counts. Under the app's lock. */
final class WakeupTimer {
  private final TaskTimer taskTimer;
  private final LongConsumer task;
  private boolean pending;
  private long dueAt;

  /**
   * @param task gets the time for which it was set, to be handed to {@link #fired}
   */
  WakeupTimer(TaskTimer taskTimer, LongConsumer task) {
    this.taskTimer = taskTimer;
    this.task = task;
  }

  /** Wakes after a wait, unless an earlier wake is set. */
  void within(long now, long wait) {
    long due = now + wait;
    if (pending && dueAt - due <= 0) {
      return;
    }
    pending = true;
    dueAt = due;
    taskTimer.after(wait, () -> task.accept(due));
  }

  /** That one has come. */
  void fired(long due) {
    if (dueAt == due) {
      pending = false;
    }
  }
}
