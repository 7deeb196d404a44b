package io.sunpress.api.ledger.feed;

import io.sunpress.concurrent.DaemonThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes one page while its only user reads the next: never two at once, always in their order, and
 * none after one that failed before its user has been told.
 */
public final class BatchWriter implements AutoCloseable {
  private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

  private final ExecutorService thread;
  private Future<?> last = NOTHING;

  /** Writes on a thread of its own. */
  public BatchWriter() {
    this(Executors.newSingleThreadExecutor(DaemonThreads.named("sunpress-ledger-writer")));
  }

  /** Writes on this thread, and ends it when closed. */
  public BatchWriter(ExecutorService thread) {
    this.thread = thread;
  }

  /** Begins to write a page once the one before is written; throws what happened to that one. */
  public void write(Runnable page) throws InterruptedException {
    await();
    last = thread.submit(page);
  }

  /** Throws what happened to the last page, if that is known already. */
  public void check() throws InterruptedException {
    if (last.isDone()) {
      await();
    }
  }

  /** Waits until nothing is being written; throws what happened to the last page, once. */
  public void await() throws InterruptedException {
    Future<?> awaited = last;
    try {
      awaited.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } finally {
      if (awaited.isDone()) {
        last = NOTHING;
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
