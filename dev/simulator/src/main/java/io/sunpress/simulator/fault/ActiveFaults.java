package io.sunpress.simulator.fault;

import io.sunpress.simulator.calls.CallKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The faults to play. At each call, those for the next calls come first, in the order they were
 * set; then those that are always on. A call has at most one. Thread-safe.
 */
public final class ActiveFaults {
  private final List<Planned> planned = new ArrayList<>();

  /** Plays it on the next so many of its usual calls. */
  public void next(SimulatedFault fault, int times) {
    next(fault, times, FaultScope.USUAL);
  }

  /** Plays it on the next so many calls in that scope. */
  public synchronized void next(SimulatedFault fault, int times, FaultScope scope) {
    if (times < 1) {
      throw new IllegalArgumentException("a fault is played at least once");
    }
    planned.add(firstAlways(), new Planned(fault, scope, times, 1, new Random(0)));
  }

  /** Plays it on that share of its usual calls until cleared. */
  public void always(SimulatedFault fault, double share, long seed) {
    always(fault, share, seed, FaultScope.USUAL);
  }

  /** Plays it on that share, 0 to 1, of the calls in that scope until cleared. */
  public synchronized void always(SimulatedFault fault, double share, long seed, FaultScope scope) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1");
    }
    planned.add(new Planned(fault, scope, Planned.FOR_EVER, share, new Random(seed)));
  }

  /** Forgets all faults, also those that were not played yet. */
  public synchronized void clear() {
    planned.clear();
  }

  /** The fault for this call, which counts as played. */
  public synchronized Optional<SimulatedFault> pick(String app, CallKind kind) {
    for (Planned each : planned) {
      if (each.scope.covers(each.fault, app, kind) && each.hits()) {
        if (each.isUsedUp()) {
          planned.remove(each);
        }
        return Optional.of(each.fault);
      }
    }
    return Optional.empty();
  }

  private int firstAlways() {
    int index = 0;
    while (index < planned.size() && planned.get(index).left != Planned.FOR_EVER) {
      index++;
    }
    return index;
  }

  private static final class Planned {
    static final int FOR_EVER = -1;
    final SimulatedFault fault;
    final FaultScope scope;
    final double share;
    final Random random;
    int left;

    Planned(SimulatedFault fault, FaultScope scope, int left, double share, Random random) {
      this.fault = fault;
      this.scope = scope;
      this.left = left;
      this.share = share;
      this.random = random;
    }

    boolean hits() {
      if (random.nextDouble() >= share) {
        return false;
      }
      if (left > 0) {
        left--;
      }
      return true;
    }

    boolean isUsedUp() {
      return left == 0;
    }
  }
}
