package io.sunpress.api.ledger;

import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.code.CodeId;
import io.sunpress.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Clients that wait for codes. Woken by the answer or by their time: no polling, and no thread but
 * the one of the alarm clock.
 */
final class AnswerWaiters implements AutoCloseable {
  private final Map<CodeId, Set<CompletableFuture<LedgerEntry>>> byCode = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final ScheduledThreadPoolExecutor alarm;
  private volatile boolean closed;

  AnswerWaiters(int maxWaiting) {
    this.places = new Semaphore(maxWaiting);
    this.alarm = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("sunpress-ledger-alarm"));
    alarm.setRemoveOnCancelPolicy(true);
  }

  /**
   * Waits for a code.
   *
   * @param now tells what is known now: asked when the time is over
   * @return empty when no more may wait
   */
  Optional<CompletableFuture<LedgerEntry>> add(
      CodeId id, Duration atMost, Function<CodeId, LedgerEntry> now) {
    if (closed || !places.tryAcquire()) {
      return Optional.empty();
    }
    CompletableFuture<LedgerEntry> waiter = new CompletableFuture<>();
    Future<?> ring =
        alarm.schedule(() -> complete(waiter, id, now), atMost.toNanos(), TimeUnit.NANOSECONDS);
    byCode.compute(id, (key, others) -> with(others, waiter));
    waiter.whenComplete((entry, failure) -> remove(id, waiter, ring));
    if (closed) {
      complete(waiter, id, now);
    }
    return Optional.of(waiter);
  }

  boolean waitsFor(CodeId id) {
    return byCode.containsKey(id);
  }

  /** Tells everybody who waits for a code. */
  void wake(CodeId id, LedgerEntry entry) {
    Set<CompletableFuture<LedgerEntry>> waiting = byCode.get(id);
    if (waiting != null) {
      waiting.forEach(waiter -> waiter.complete(entry));
    }
  }

  int size() {
    return byCode.values().stream().mapToInt(Set::size).sum();
  }

  /** Tells everybody what is known now, and lets nobody wait any more. */
  void release(Function<CodeId, LedgerEntry> now) {
    closed = true;
    List.copyOf(byCode.entrySet())
        .forEach(
            code -> List.copyOf(code.getValue()).forEach(w -> complete(w, code.getKey(), now)));
  }

  @Override
  public void close() {
    closed = true;
    alarm.shutdownNow();
  }

  private static void complete(
      CompletableFuture<LedgerEntry> waiter, CodeId id, Function<CodeId, LedgerEntry> now) {
    try {
      waiter.complete(now.apply(id));
    } catch (RuntimeException e) {
      waiter.completeExceptionally(e);
    }
  }

  private void remove(CodeId id, CompletableFuture<LedgerEntry> waiter, Future<?> ring) {
    ring.cancel(false);
    places.release();
    byCode.computeIfPresent(
        id,
        (key, waiting) -> {
          waiting.remove(waiter);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  private static Set<CompletableFuture<LedgerEntry>> with(
      @org.jspecify.annotations.Nullable Set<CompletableFuture<LedgerEntry>> others,
      CompletableFuture<LedgerEntry> waiter) {
    Set<CompletableFuture<LedgerEntry>> all =
        others == null ? ConcurrentHashMap.newKeySet() : others;
    all.add(waiter);
    return all;
  }
}
