package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * One lane's coordinator, as sharp as the protocol allows: a member lives for exactly a session
 * after its last accepted commit, and its partitions are given away in that moment; else a
 * partition moves when its owner has let go of it.
 */
final class SimulatedGroup {
  static final int PARTITIONS = 24;
  private static final long SESSION = Duration.ofSeconds(10).toNanos();

  private final SimulatedTime simulatedTime;
  private final Priority priority;
  private final RandomGenerator random;
  private final Map<SimulatedWorker, Member> members = new LinkedHashMap<>();
  private final Set<Integer> free = new TreeSet<>();

  SimulatedGroup(SimulatedTime simulatedTime, Priority priority, RandomGenerator random) {
    this.simulatedTime = simulatedTime;
    this.priority = priority;
    this.random = random;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      free.add(partition);
    }
  }

  Priority lane() {
    return priority;
  }

  /** Called by the worker's own message. */
  void join(SimulatedWorker worker) {
    evict(worker);
    members.put(worker, new Member());
    seen(worker);
    balance();
  }

  /** The worker has let go of everything and says so. */
  void leave(SimulatedWorker worker) {
    evict(worker);
  }

  /**
   * A commit has arrived.
   *
   * @return whether it is accepted
   */
  boolean commit(SimulatedWorker worker) {
    if (!members.containsKey(worker)) {
      return false;
    }
    seen(worker);
    return true;
  }

  private void seen(SimulatedWorker worker) {
    Member member = members.get(worker);
    member.seen = simulatedTime.now();
    simulatedTime.at(
        simulatedTime.now() + SESSION,
        () -> {
          if (members.get(worker) == member && simulatedTime.now() - member.seen >= SESSION) {
            evict(worker);
          }
        });
  }

  private void evict(SimulatedWorker worker) {
    Member member = members.remove(worker);
    if (member != null) {
      free.addAll(member.held);
      balance();
    }
  }

  private void balance() {
    if (members.isEmpty()) {
      return;
    }
    giveAway();
    int most = (PARTITIONS + members.size() - 1) / members.size();
    members.forEach((worker, member) -> takeBack(worker, member, most));
  }

  private void giveAway() {
    for (int partition : List.copyOf(free)) {
      Member least =
          members.values().stream().min(Comparator.comparingInt(m -> m.held.size())).orElseThrow();
      least.held.add(partition);
      least.isNew = true;
    }
    free.clear();
    members.forEach(
        (worker, member) -> {
          if (member.isNew) {
            member.isNew = false;
            Set<Integer> staying = member.staying();
            tell(worker, member, () -> worker.assigned(priority, staying));
          }
        });
  }

  private void takeBack(SimulatedWorker worker, Member member, int most) {
    int tooMany = member.held.size() - member.leaving.size() - most;
    if (tooMany <= 0) {
      return;
    }
    Set<Integer> revoked = Set.copyOf(List.copyOf(member.staying()).subList(0, tooMany));
    member.leaving.addAll(revoked);
    tell(
        worker,
        member,
        () -> {
          worker.revoked(priority, revoked);
          worker.process().send(latency(), () -> letGo(worker, member, revoked));
        });
  }

  private void letGo(SimulatedWorker worker, Member member, Set<Integer> revoked) {
    if (members.get(worker) == member) {
      member.held.removeAll(revoked);
      member.leaving.removeAll(revoked);
      free.addAll(revoked);
      balance();
    }
  }

  /** In order, and only while it is the same membership. */
  private void tell(SimulatedWorker worker, Member member, Runnable message) {
    member.lastMessage = Math.max(member.lastMessage, simulatedTime.now() + latency());
    long wait = member.lastMessage - simulatedTime.now();
    worker
        .process()
        .deliver(
            wait,
            () -> {
              if (members.get(worker) == member) {
                message.run();
              }
            });
  }

  long latency() {
    return random.nextLong(Duration.ofMillis(50).toNanos());
  }

  private static final class Member {
    private final Set<Integer> held = new TreeSet<>();
    private final Set<Integer> leaving = new HashSet<>();
    private boolean isNew;
    private long seen;
    private long lastMessage;

    /** What it was told to let go of is not assigned to it again, though it may not know yet. */
    Set<Integer> staying() {
      Set<Integer> staying = new TreeSet<>(held);
      staying.removeAll(leaving);
      return staying;
    }
  }
}
