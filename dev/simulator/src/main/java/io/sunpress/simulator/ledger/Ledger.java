package io.sunpress.simulator.ledger;

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
public final class Ledger {
  private final int capacity;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();
  private long total;
  private int inFlight;

  public Ledger(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("the ledger must hold at least one call");
    }
    this.capacity = capacity;
  }

  /** Writes a call down on its arrival. */
  public OpenCall open(long atMillis, CallFacts facts, String fault) {
    Entry entry;
    synchronized (this) {
      entry = new Entry(++total, atMillis, interned(facts), fault);
      entries.addLast(entry);
      if (entries.size() > capacity) {
        entries.removeFirst();
      }
      outcomes.merge(entry.outcome().label(), 1L, Long::sum);
      inFlight++;
      notifyAll();
    }
    if (!listeners.isEmpty()) {
      Call call = entry.view();
      listeners.forEach(listener -> listener.accept(call));
    }
    return outcome -> end(entry, outcome);
  }

  /** Is told of every call when it has arrived, before it is answered, on the network's thread. */
  public void onCall(Consumer<Call> listener) {
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

  /** How many calls ended how, by {@link Outcome#label()}, over all calls ever made. */
  public synchronized Map<String, Long> byOutcome() {
    return new TreeMap<>(outcomes);
  }

  /** The calls that are still kept, oldest first. */
  public synchronized List<Call> all() {
    return entries.stream().map(Entry::view).toList();
  }

  /** The kept calls that fit, oldest first. */
  public synchronized List<Call> where(Predicate<Call> wanted) {
    return entries.stream().map(Entry::view).filter(wanted).toList();
  }

  /** The newest calls, newest first. */
  public synchronized List<Call> newest(int most) {
    List<Call> newest = new LinkedList<>();
    Iterator<Entry> backwards = entries.descendingIterator();
    while (newest.size() < most && backwards.hasNext()) {
      newest.add(backwards.next().view());
    }
    return List.copyOf(newest);
  }

  /** How often each code was asked, by app, kind, page and scene, over the kept calls. */
  public synchronized Map<AskedCode, Integer> codesAsked() {
    Map<AskedCode, Integer> counts = new HashMap<>();
    for (Entry entry : entries) {
      if (CallKind.CODES.contains(entry.facts.kind())) {
        counts.merge(AskedCode.of(entry.facts), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The most calls of one kind that this app made in any stretch of this length. */
  public synchronized int maxInWindow(String app, CallKind kind, Duration window) {
    List<Long> times = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.facts.kind() == kind && entry.facts.app().equals(app)) {
        times.add(entry.atMillis);
      }
    }
    return Windows.most(times.stream().mapToLong(Long::longValue).sorted().toArray(), window);
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

  private synchronized void end(Entry entry, Outcome outcome) {
    boolean wasPending = entry.isPending();
    outcomes.merge(entry.outcome().label(), -1L, (a, b) -> a + b == 0 ? null : a + b);
    entry.end(outcome);
    outcomes.merge(outcome.label(), 1L, Long::sum);
    if (wasPending) {
      inFlight--;
    }
    notifyAll();
  }

  private CallFacts interned(CallFacts facts) {
    return new CallFacts(
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
