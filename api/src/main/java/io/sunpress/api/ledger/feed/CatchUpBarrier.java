package io.sunpress.api.ledger.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the ledger has read everything that was in the topics at a moment: only then may it
 * say that it knows nothing. End offsets are asked for after the question came, one request for all
 * who came meanwhile.
 */
public final class CatchUpBarrier {
  /** Those who asked at one time, and wait for the same ends. */
  private static final class Askers {
    final CompletableFuture<Void> passed = new CompletableFuture<>();
    int waiting;
  }

  private record Target(Map<TopicPartition, Long> ends, Askers askers) {}

  private static final Exception NOT_CONNECTED = new IllegalStateException("Kafka is not there");

  private final Map<TopicPartition, Long> read = new HashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private @Nullable Supplier<CompletableFuture<Map<TopicPartition, Long>>> ends;
  private @Nullable Askers next;
  private boolean asking;

  /**
   * Connects.
   *
   * @param from the offsets at which reading begins
   * @param newEnds asks Kafka for the end offsets of now
   */
  public synchronized void open(
      Map<TopicPartition, Long> from,
      Supplier<CompletableFuture<Map<TopicPartition, Long>>> newEnds) {
    read.clear();
    read.putAll(from);
    ends = newEnds;
  }

  /** Disconnects: whoever waits is told that it can't be said. */
  public void close() {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    synchronized (this) {
      ends = null;
      targets.forEach(target -> waiting.add(target.askers().passed));
      targets.clear();
      if (next != null) {
        waiting.add(next.passed);
        next = null;
      }
    }
    waiting.forEach(waiter -> waiter.completeExceptionally(NOT_CONNECTED));
  }

  /** Done when everything that is in the topics now has been read; fails when that is unknown. */
  public CompletableFuture<Void> passed() {
    Askers mine;
    synchronized (this) {
      if (ends == null) {
        return CompletableFuture.failedFuture(NOT_CONNECTED);
      }
      if (next == null) {
        next = new Askers();
      }
      mine = next;
      mine.waiting++;
    }
    ask();
    // A copy: one asker's time limit must not end the others' wait.
    CompletableFuture<Void> asker = mine.passed.copy();
    asker.whenComplete((passed, failure) -> leave(mine));
    return asker;
  }

  /** What nobody waits for any more is not kept: a ledger may take long to catch up. */
  private synchronized void leave(Askers askers) {
    if (--askers.waiting == 0) {
      targets.removeIf(target -> target.askers() == askers);
    }
  }

  /** How many ends are waited for. */
  synchronized int targets() {
    return targets.size();
  }

  /** Takes note of how far reading has come. */
  public void advance(Map<TopicPartition, Long> offsets) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      read.putAll(offsets);
      for (Iterator<Target> it = targets.iterator(); it.hasNext(); ) {
        Target target = it.next();
        if (isPassed(target.ends())) {
          done.add(target.askers().passed);
          it.remove();
        }
      }
    }
    done.forEach(waiter -> waiter.complete(null));
  }

  private void ask() {
    Askers askers;
    CompletableFuture<Map<TopicPartition, Long>> asked;
    synchronized (this) {
      if (asking || next == null || ends == null) {
        return;
      }
      asking = true;
      askers = next;
      next = null;
      asked = ends.get();
    }
    asked.whenComplete((found, failure) -> answered(askers, found, failure));
  }

  private void answered(
      Askers askers, @Nullable Map<TopicPartition, Long> found, @Nullable Throwable failure) {
    if (found == null) {
      askers.passed.completeExceptionally(failure == null ? NOT_CONNECTED : failure);
    } else if (isPassedOrTarget(found, askers)) {
      askers.passed.complete(null);
    }
    boolean closedMeanwhile;
    synchronized (this) {
      asking = false;
      closedMeanwhile = ends == null;
    }
    if (closedMeanwhile) {
      close();
    } else {
      ask();
    }
  }

  private synchronized boolean isPassedOrTarget(Map<TopicPartition, Long> wanted, Askers askers) {
    boolean passed = isPassed(wanted);
    if (!passed && askers.waiting > 0) {
      targets.add(new Target(wanted, askers));
    }
    return passed;
  }

  private boolean isPassed(Map<TopicPartition, Long> wanted) {
    return wanted.entrySet().stream()
        .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }
}
