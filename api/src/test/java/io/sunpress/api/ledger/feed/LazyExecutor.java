package io.sunpress.api.ledger.feed;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** As slow as an executor may be: a task is run when somebody waits for it, and not before. */
final class LazyExecutor extends ThreadPoolExecutor {
  private final Semaphore taken = new Semaphore(0);

  LazyExecutor() {
    super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  /** Waits until it has taken one more task. */
  void awaitNext() throws InterruptedException {
    if (!taken.tryAcquire(60, TimeUnit.SECONDS)) {
      throw new AssertionError("there was no task");
    }
  }

  @Override
  public void execute(Runnable task) {
    taken.release();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
    return new FutureTask<>(task, value) {
      @Override
      public T get() throws InterruptedException, ExecutionException {
        run();
        return super.get();
      }
    };
  }
}
