package io.sunpress.api.pictures;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.sunpress.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the store: so many at a time, none for longer than a time, and for a while none at all
 * after most of the last ones have failed. A store that hangs holds these threads and no others.
 */
final class StoreReads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoreReads.class);
  private static final int MAX_QUEUE = 5_000;
  private static final int LAST_READS = 20;
  private static final int ENOUGH = 8;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private final Duration timeout;
  private final CircuitBreaker breaker;

  StoreReads(int count, Duration timeout) {
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUE),
            DaemonThreads.numbered("sunpress-pictures-"));
    threads.allowCoreThreadTimeOut(true);
    this.breaker =
        CircuitBreaker.of(
            "store",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(LAST_READS)
                .minimumNumberOfCalls(ENOUGH)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> log.warn("Reads from the store: {}", event.getStateTransition()));
  }

  /** Reads; fails where the store does not answer in time, or is not asked at the moment. */
  <T> CompletableFuture<T> read(Supplier<T> read) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (!breaker.tryAcquirePermission()) {
      result.completeExceptionally(new RejectedExecutionException("the store is not asked now"));
      return result;
    }
    long start = System.nanoTime();
    try {
      threads.execute(() -> run(read, result));
    } catch (RejectedExecutionException e) {
      breaker.releasePermission();
      result.completeExceptionally(e);
      return result;
    }
    return result
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((found, failure) -> note(System.nanoTime() - start, failure));
  }

  private static <T> void run(Supplier<T> read, CompletableFuture<T> result) {
    // Nobody waits any more for what has waited here too long.
    if (!result.isDone()) {
      try {
        result.complete(read.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }
  }

  private void note(long nanos, @Nullable Throwable failure) {
    if (failure == null) {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
