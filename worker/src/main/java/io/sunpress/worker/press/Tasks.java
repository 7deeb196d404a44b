package io.sunpress.worker.press;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work on records, on the threads that may block. */
final class Tasks {
  private static final Logger log = LoggerFactory.getLogger(Tasks.class);

  private final Executor executor;

  Tasks(Executor executor) {
    this.executor = executor;
  }

  /**
   * Runs a task soon.
   *
   * @param refused instead of it, here and now, where nothing is run any more
   */
  void run(Runnable task, Runnable refused) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      refused.run();
    }
  }

  /** What breaks here is left in hand: better a partition that stands, and says so, than a skip. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("ALARM: a record is left in hand", e);
      throw e;
    }
  }
}
