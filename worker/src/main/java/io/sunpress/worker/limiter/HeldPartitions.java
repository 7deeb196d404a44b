package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The partitions of requests that this worker owns, and those that others own. */
public final class HeldPartitions {
  private final Map<Priority, Held> held = new ConcurrentHashMap<>();

  private record Held(Set<Integer> partitions, int all) {}

  /** The worker owns these now, of so many. */
  public void hold(Priority priority, Set<Integer> partitions, int all) {
    held.put(priority, new Held(Set.copyOf(partitions), all));
  }

  /**
   * Any partition.
   *
   * @param own whether of this worker's or of others'
   */
  public Optional<Integer> any(Priority priority, boolean own) {
    Held now = held.getOrDefault(priority, new Held(Set.of(), 0));
    List<Integer> which =
        IntStream.range(0, now.all())
            .boxed()
            .filter(partition -> now.partitions().contains(partition) == own)
            .toList();
    return which.isEmpty()
        ? Optional.empty()
        : Optional.of(which.get(ThreadLocalRandom.current().nextInt(which.size())));
  }
}
