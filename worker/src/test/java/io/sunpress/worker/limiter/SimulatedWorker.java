package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** The engine and the press of one worker, as far as the quota sees them. */
final class SimulatedWorker {
  static final AppId APP = new AppId("wx0123456789abcdef");
  private static final LimiterSettings TERMS =
      new LimiterSettings(
          Duration.ofSeconds(10),
          50,
          Duration.ofMinutes(1),
          new ProbePause(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
          1);
  private static final long COMMIT_EVERY = Duration.ofSeconds(2).toNanos();
  private static final int QUEUE = 5;

  /** What it is busy with. */
  interface Work {
    /** Whether there is something to ask a permit for. */
    boolean isThere(SimulatedWorker worker, Priority priority);

    /** A call goes out. */
    void sent(SimulatedWorker worker, Priority priority);
  }

  private final SimulatedTime simulatedTime;
  private final SimulatedProcess process;
  private final Map<Priority, SimulatedGroup> groups;
  private final RandomGenerator random;
  private final Work work;
  private final CallLimiter callLimiter;
  private final Map<Priority, Set<Integer>> held = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> asked = new EnumMap<>(Priority.class);
  private final Set<Priority> joining = EnumSet.noneOf(Priority.class);
  private boolean gone;

  SimulatedWorker(
      SimulatedTime simulatedTime,
      Map<Priority, SimulatedGroup> groups,
      CallLimit callLimit,
      RandomGenerator random,
      Work work) {
    this.simulatedTime = simulatedTime;
    this.groups = groups;
    this.random = random;
    this.work = work;
    this.process = new SimulatedProcess(simulatedTime);
    this.callLimiter = new CallLimiter(TERMS, app -> callLimit, process, process, process);
    for (Priority priority : Priority.values()) {
      held.put(priority, new TreeSet<>());
      asked.put(priority, 0);
      joinGroup(priority);
      process.after(random.nextLong(COMMIT_EVERY), () -> commitAgainAndAgain(priority));
    }
  }

  SimulatedProcess process() {
    return process;
  }

  Collection<Integer> held(Priority priority) {
    return held.get(priority);
  }

  PermitCounts counts() {
    return callLimiter.state().apps().stream()
        .map(AppLimiterState::permits)
        .findFirst()
        .orElse(PermitCounts.NONE);
  }

  /** Closes its consumers: lets go of everything, then says so. */
  void leave() {
    process.after(
        0,
        () -> {
          gone = true;
          for (Priority priority : Priority.values()) {
            revoked(priority, Set.copyOf(held.get(priority)));
            process.send(groups.get(priority).latency(), () -> groups.get(priority).leave(this));
          }
        });
  }

  boolean isGone() {
    return gone;
  }

  void assigned(Priority priority, Set<Integer> partitions) {
    if (!gone) {
      held.get(priority).clear();
      held.get(priority).addAll(partitions);
      callLimiter.onAssigned(priority, share(priority));
      commit(priority);
      askForPermits();
    }
  }

  void revoked(Priority priority, Set<Integer> partitions) {
    held.get(priority).removeAll(partitions);
    callLimiter.onRevoking(priority, share(priority));
  }

  /** Keeps asking, as long as there is work. */
  void askForPermits() {
    for (Priority priority : Priority.values()) {
      while (!gone && asked.get(priority) < QUEUE && work.isThere(this, priority)) {
        asked.merge(priority, 1, Integer::sum);
        callLimiter
            .admit(CodeCalls.of(APP), priority)
            .thenAccept(decision -> admitted(priority, (Permit) decision));
      }
    }
  }

  private void admitted(Priority priority, Permit permit) {
    asked.merge(priority, -1, Integer::sum);
    process.after(preparation(), () -> send(priority, permit));
    process.after(0, this::askForPermits);
  }

  private void send(Priority priority, Permit permit) {
    if (gone || !work.isThere(this, priority)) {
      permit.giveBack();
    } else if (permit.use()) {
      work.sent(this, priority);
    }
  }

  /** Mostly next to nothing, now and then too long. */
  private long preparation() {
    long most = random.nextInt(200) == 0 ? 700 : 10;
    return random.nextLong(Duration.ofMillis(most).toNanos());
  }

  private Share share(Priority priority) {
    return Share.of(held.get(priority), SimulatedGroup.PARTITIONS);
  }

  private void joinGroup(Priority priority) {
    SimulatedGroup group = groups.get(priority);
    joining.add(priority);
    process.send(
        group.latency(),
        () -> {
          joining.remove(priority);
          if (!gone) {
            group.join(this);
          }
        });
  }

  private void commitAgainAndAgain(Priority priority) {
    if (!gone) {
      commit(priority);
      process.after(COMMIT_EVERY, () -> commitAgainAndAgain(priority));
    }
  }

  private void commit(Priority priority) {
    SimulatedGroup group = groups.get(priority);
    long start = callLimiter.commitStarts();
    process.send(
        group.latency(),
        () -> {
          boolean accepted = group.commit(this);
          process.deliver(group.latency(), () -> answered(priority, start, accepted));
        });
  }

  private void answered(Priority priority, long start, boolean accepted) {
    if (accepted) {
      callLimiter.leaseRenewed(priority, start);
    } else if (!gone && !joining.contains(priority)) {
      held.get(priority).clear();
      callLimiter.onLost(priority);
      joinGroup(priority);
    }
  }
}
