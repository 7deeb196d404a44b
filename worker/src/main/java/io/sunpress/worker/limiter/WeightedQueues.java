package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one app's permits, and whose turn it is. While both lanes wait, nine permits go to
 * the interactive lane and the tenth to bulk: bulk can neither use the nine nor be kept from the
 * tenth, so that of the n permits of any time it gets at least n / 10, rounded down. A lane that
 * waits alone gets them all. Not thread-safe.
 */
final class WeightedQueues<T> {
  static final int BULK_EVERY = 10;

  private final int bound;
  private final Map<Priority, Deque<T>> waiting = new EnumMap<>(Priority.class);
  private int passedOver;

  /**
   * @param bound how many may wait in each lane
   */
  WeightedQueues(int bound) {
    this.bound = bound;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
  }

  /** Lets it wait behind the others, if there is room. */
  boolean offer(Priority priority, T one) {
    Deque<T> queue = queue(priority);
    return queue.size() < bound && queue.add(one);
  }

  /** Takes the one whose turn it is; null where nobody waits. */
  @Nullable T next() {
    boolean bulkWaits = waiting(Priority.BULK) > 0;
    boolean interactive =
        waiting(Priority.INTERACTIVE) > 0 && !(bulkWaits && passedOver >= BULK_EVERY - 1);
    passedOver = interactive && bulkWaits ? passedOver + 1 : 0;
    return queue(interactive ? Priority.INTERACTIVE : Priority.BULK).poll();
  }

  /** It does not wait any longer. */
  void remove(Priority priority, T one) {
    queue(priority).remove(one);
  }

  /** Takes out all of which that is true. */
  void removeIf(Predicate<? super T> which) {
    waiting.values().forEach(queue -> queue.removeIf(which));
  }

  boolean isEmpty() {
    return waiting.values().stream().allMatch(Deque::isEmpty);
  }

  int waiting(Priority priority) {
    return queue(priority).size();
  }

  private Deque<T> queue(Priority priority) {
    return waiting.get(priority);
  }
}
