package io.sunpress.bench.measure;

import io.sunpress.request.CodeRequest;
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
public final class MeasuredRequests {
  private final Map<String, MeasuredRequest> stories = new ConcurrentHashMap<>();
  private final List<FinalEvent> strangers = new ArrayList<>();
  private final LongSupplier nanoTime;
  private int open;

  /**
   * @param nanoTime what times are taken from
   */
  public MeasuredRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A request is about to be published. */
  public MeasuredRequest asked(CodeRequest codeRequest) {
    return add(new MeasuredRequest(codeRequest, nanoTime.getAsLong()));
  }

  MeasuredRequest add(MeasuredRequest measuredRequest) {
    if (stories.putIfAbsent(measuredRequest.requestId(), measuredRequest) != null) {
      throw new IllegalStateException("a request id came twice: " + measuredRequest.requestId());
    }
    synchronized (this) {
      open++;
    }
    return measuredRequest;
  }

  /** The broker has it. */
  public MeasuredRequest acknowledged(MeasuredRequest measuredRequest) {
    measuredRequest.acknowledged(nanoTime.getAsLong());
    return measuredRequest;
  }

  /** Nobody knows whether the broker has it: it is not waited for any more. */
  public synchronized MeasuredRequest unknown(MeasuredRequest measuredRequest) {
    measuredRequest.unknown();
    if (measuredRequest.finishedAt().isEmpty()) {
      closeOne();
    }
    return measuredRequest;
  }

  /** A final event was read. */
  void ended(FinalEvent event) {
    long now = nanoTime.getAsLong();
    MeasuredRequest measuredRequest = stories.get(event.requestId());
    synchronized (this) {
      if (measuredRequest == null) {
        strangers.add(event);
      } else if (measuredRequest.ended(event, now)
          && measuredRequest.asking() != MeasuredRequest.Asking.UNKNOWN) {
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
  public List<MeasuredRequest> stories() {
    return List.copyOf(stories.values());
  }

  /** Final events of requests that nobody here asked. */
  synchronized List<FinalEvent> strangers() {
    return List.copyOf(strangers);
  }
}
