package io.sunpress.bench.measure;

import io.sunpress.intake.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All requests of a run and what became of them. {@code asked = open + finished + unknown without
 * an event} always.
 */
public final class Journal {
  private final Map<String, Story> stories = new ConcurrentHashMap<>();
  private final List<FinalEvent> strangers = new ArrayList<>();
  private final LongSupplier nanoTime;
  private int open;

  /**
   * @param nanoTime what times are taken from
   */
  public Journal(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A request is about to be published. */
  public Story asked(Question question) {
    return add(new Story(question, nanoTime.getAsLong()));
  }

  Story add(Story story) {
    if (stories.putIfAbsent(story.requestId(), story) != null) {
      throw new IllegalStateException("a request id came twice: " + story.requestId());
    }
    synchronized (this) {
      open++;
    }
    return story;
  }

  /** The broker has it. */
  public Story acknowledged(Story story) {
    story.acknowledged(nanoTime.getAsLong());
    return story;
  }

  /** Nobody knows whether the broker has it: it is not waited for any more. */
  public synchronized Story unknown(Story story) {
    story.unknown();
    if (story.finishedAt().isEmpty()) {
      closeOne();
    }
    return story;
  }

  /** A final event was read. */
  void ended(FinalEvent event) {
    long now = nanoTime.getAsLong();
    Story story = stories.get(event.requestId());
    synchronized (this) {
      if (story == null) {
        strangers.add(event);
      } else if (story.ended(event, now) && story.asking() != Story.Asking.UNKNOWN) {
        closeOne();
      }
    }
  }

  private void closeOne() {
    open--;
    notifyAll();
  }

  /** Requests that are still waited for. */
  public synchronized int open() {
    return open;
  }

  /**
   * Waits until nothing is waited for any more.
   *
   * @return whether that came in time
   */
  public synchronized boolean awaitNoneOpen(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      for (long left = within.toNanos();
          open > 0 && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return open == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for events", e);
    }
  }

  /** All requests so far. */
  public List<Story> stories() {
    return List.copyOf(stories.values());
  }

  /** Final events of requests that nobody here asked. */
  synchronized List<FinalEvent> strangers() {
    return List.copyOf(strangers);
  }
}
