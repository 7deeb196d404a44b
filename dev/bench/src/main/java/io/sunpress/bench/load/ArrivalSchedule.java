package io.sunpress.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** When requests come. Nobody waits for an answer before the next one: as many customers do. */
public final class ArrivalSchedule {
  private ArrivalSchedule() {}

  /** So many, as fast as they can be made. */
  public static <T> List<T> atOnce(int count, Supplier<T> ask) {
    List<T> asked = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      asked.add(ask.get());
    }
    return asked;
  }

  /**
   * So many, at equal distances. One that is late is made up for at once: the load does not wait
   * for a busy machine.
   */
  public static <T> List<T> steady(int count, int perSecond, Supplier<T> ask) {
    List<T> asked = new ArrayList<>(count);
    CompletableFuture<List<T>> all = new CompletableFuture<>();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      long distance = TimeUnit.SECONDS.toNanos(1) / perSecond;
      clock.scheduleAtFixedRate(
          () -> askOne(count, ask, asked, all), 0, distance, TimeUnit.NANOSECONDS);
      Duration atMost = Duration.ofSeconds(60 + 2L * count / perSecond);
      return all.get(atMost.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("could not ask at a steady pace", e);
    } finally {
      clock.shutdownNow();
    }
  }

  private static <T> void askOne(
      int count, Supplier<T> ask, List<T> asked, CompletableFuture<List<T>> all) {
    try {
      if (asked.size() < count) {
        asked.add(ask.get());
      }
      if (asked.size() == count) {
        all.complete(asked);
      }
    } catch (RuntimeException e) {
      all.completeExceptionally(e);
    }
  }
}
