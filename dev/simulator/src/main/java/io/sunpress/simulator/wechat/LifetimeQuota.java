package io.sunpress.simulator.wechat;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** A number of different things for ever; the same thing again is not counted twice. */
final class LifetimeQuota<T> {
  private final Set<T> taken = new HashSet<>();

  /** How many are taken now, or empty where this one is new and would be one too many. */
  synchronized OptionalInt take(T thing, int limit) {
    if (!taken.contains(thing) && taken.size() >= limit) {
      return OptionalInt.empty();
    }
    taken.add(thing);
    return OptionalInt.of(taken.size());
  }
}
