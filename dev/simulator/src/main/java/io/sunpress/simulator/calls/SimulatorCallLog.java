package io.sunpress.simulator.calls;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Every call, in order of arrival, written before it is answered. {@code total = sum of
 * byOutcome()} always; details are kept of the newest calls only, up to the capacity.
 */
public final class SimulatorCallLog {
  private final int capacity;
  private final Deque<CompactCall> entries = new ArrayDeque<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<Consumer<RecordedCall>> listeners = new CopyOnWriteArrayList<>();
  private long total;
  private int inFlight;

  public SimulatorCallLog(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("the ledger must hold at least one call");
    }
    this.capacity = capacity;
  }

  /** Writes a call down on its arrival. */
  public UnfinishedCall open(long atMillis, CallParameters facts, String fault) {
    CompactCall compactCall;
    synchronized (this) {
      compactCall = new CompactCall(++total, atMillis, interned(facts), fault);
      entries.addLast(compactCall);
      if (entries.size() > capacity) {
        entries.removeFirst();
      }
      outcomes.merge(compactCall.outcome().label(), 1L, Long::sum);
      inFlight++;
      notifyAll();
    }
    if (!listeners.isEmpty()) {
      RecordedCall recordedCall = compactCall.view();
      listeners.forEach(listener -> listener.accept(recordedCall));
    }
    return recordedOutcome -> end(compactCall, recordedOutcome);
  }

  /**
   * Is called for every call when it has arrived, before it is answered, on the network's thread.
   */
  public void onCall(Consumer<RecordedCall> listener) {
    listeners.add(requireNonNull(listener, "listener"));
  }

  /** Calls ever made. */
  public synchronized long total() {
    return total;
  }

  /** Calls that have arrived and are neither answered nor abandoned. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** How many calls ended how, by {@link RecordedOutcome#label()}, over all calls ever made. */
  public synchronized Map<String, Long> byOutcome() {
    return new TreeMap<>(outcomes);
  }

  /** The calls that are still kept, oldest first. */
  public synchronized List<RecordedCall> all() {
    return entries.stream().map(CompactCall::view).toList();
  }

  /** The kept calls that fit, oldest first. */
  public synchronized List<RecordedCall> where(Predicate<RecordedCall> wanted) {
    return entries.stream().map(CompactCall::view).filter(wanted).toList();
  }

  /** The newest calls, newest first. */
  public synchronized List<RecordedCall> newest(int most) {
    List<RecordedCall> newest = new LinkedList<>();
    Iterator<CompactCall> backwards = entries.descendingIterator();
    while (newest.size() < most && backwards.hasNext()) {
      newest.add(backwards.next().view());
    }
    return List.copyOf(newest);
  }

  /** How often each code was asked, by app, kind, page and scene, over the kept calls. */
  public synchronized Map<RequestedCode, Integer> codesAsked() {
    Map<RequestedCode, Integer> counts = new HashMap<>();
    for (CompactCall compactCall : entries) {
      if (CallKind.CODES.contains(compactCall.facts.kind())) {
        counts.merge(RequestedCode.of(compactCall.facts), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The most calls of one kind that this app made in any stretch of this length. */
  public synchronized int maxInWindow(String app, CallKind kind, Duration window) {
    List<Long> times = new ArrayList<>();
    for (CompactCall compactCall : entries) {
      if (compactCall.facts.kind() == kind && compactCall.facts.app().equals(app)) {
        times.add(compactCall.atMillis);
      }
    }
    return SlidingWindows.most(
        times.stream().mapToLong(Long::longValue).sorted().toArray(), window);
  }

  /** Waits until so many calls have arrived; false where the time is up first. */
  public boolean awaitTotal(long calls, Duration atMost) throws InterruptedException {
    return await(() -> total >= calls, atMost);
  }

  /** Waits until so many calls, or more, are open at once; false where the time is up first. */
  public boolean awaitInFlight(int calls, Duration atMost) throws InterruptedException {
    return await(() -> inFlight >= calls, atMost);
  }

  /** Waits until no call is open; false where the time is up first. */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    return await(() -> inFlight == 0, atMost);
  }

  private synchronized boolean await(BooleanSupplier reached, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private synchronized void end(CompactCall compactCall, RecordedOutcome recordedOutcome) {
    boolean wasPending = compactCall.isPending();
    outcomes.merge(compactCall.outcome().label(), -1L, (a, b) -> a + b == 0 ? null : a + b);
    compactCall.end(recordedOutcome);
    outcomes.merge(recordedOutcome.label(), 1L, Long::sum);
    if (wasPending) {
      inFlight--;
    }
    notifyAll();
  }

  private CallParameters interned(CallParameters facts) {
    return new CallParameters(
        facts.kind(),
        intern(facts.app()),
        intern(facts.page()),
        facts.scene(),
        facts.width(),
        intern(facts.env()),
        facts.forced());
  }

  private String intern(String name) {
    if (names.size() > 100_000) {
      names.clear();
    }
    return names.computeIfAbsent(name, same -> same);
  }
}
