package io.sunpress.worker.quota;

import io.sunpress.code.AppId;
import io.sunpress.intake.Lane;
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
  private static final QuotaTerms TERMS =
      new QuotaTerms(Duration.ofSeconds(10), 50, Duration.ofMinutes(1), 1);
  private static final long COMMIT_EVERY = Duration.ofSeconds(2).toNanos();
  private static final int QUEUE = 5;

  /** What it is busy with. */
  interface Work {
    /** Whether there is something to ask a permit for. */
    boolean isThere(SimulatedWorker worker, Lane lane);

    /** A call goes out. */
    void sent(SimulatedWorker worker, Lane lane);
  }

  private final SimulatedTime simulatedTime;
  private final SimulatedProcess process;
  private final Map<Lane, SimulatedGroup> groups;
  private final RandomGenerator random;
  private final Work work;
  private final Admission admission;
  private final Map<Lane, Set<Integer>> held = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> asked = new EnumMap<>(Lane.class);
  private final Set<Lane> joining = EnumSet.noneOf(Lane.class);
  private boolean gone;

  SimulatedWorker(
      SimulatedTime simulatedTime,
      Map<Lane, SimulatedGroup> groups,
      Limit limit,
      RandomGenerator random,
      Work work) {
    this.simulatedTime = simulatedTime;
    this.groups = groups;
    this.random = random;
    this.work = work;
    this.process = new SimulatedProcess(simulatedTime);
    this.admission = new Admission(TERMS, app -> limit, process, process, process);
    for (Lane lane : Lane.values()) {
      held.put(lane, new TreeSet<>());
      asked.put(lane, 0);
      joinGroup(lane);
      process.after(random.nextLong(COMMIT_EVERY), () -> commitAgainAndAgain(lane));
    }
  }

  SimulatedProcess process() {
    return process;
  }

  Collection<Integer> held(Lane lane) {
    return held.get(lane);
  }

  PermitCounts counts() {
    return admission.state().apps().stream()
        .map(AppState::permits)
        .findFirst()
        .orElse(PermitCounts.NONE);
  }

  /** Closes its consumers: lets go of everything, then says so. */
  void leave() {
    process.after(
        0,
        () -> {
          gone = true;
          for (Lane lane : Lane.values()) {
            revoked(lane, Set.copyOf(held.get(lane)));
            process.send(groups.get(lane).latency(), () -> groups.get(lane).leave(this));
          }
        });
  }

  boolean isGone() {
    return gone;
  }

  void assigned(Lane lane, Set<Integer> partitions) {
    if (!gone) {
      held.get(lane).clear();
      held.get(lane).addAll(partitions);
      admission.onAssigned(lane, share(lane));
      commit(lane);
      askForPermits();
    }
  }

  void revoked(Lane lane, Set<Integer> partitions) {
    held.get(lane).removeAll(partitions);
    admission.onRevoking(lane, share(lane));
  }

  /** Keeps asking, as long as there is work. */
  void askForPermits() {
    for (Lane lane : Lane.values()) {
      while (!gone && asked.get(lane) < QUEUE && work.isThere(this, lane)) {
        asked.merge(lane, 1, Integer::sum);
        admission.admit(APP, lane).thenAccept(decision -> admitted(lane, (Permit) decision));
      }
    }
  }

  private void admitted(Lane lane, Permit permit) {
    asked.merge(lane, -1, Integer::sum);
    process.after(preparation(), () -> send(lane, permit));
    process.after(0, this::askForPermits);
  }

  private void send(Lane lane, Permit permit) {
    if (gone || !work.isThere(this, lane)) {
      permit.giveBack();
    } else if (permit.use()) {
      work.sent(this, lane);
    }
  }

  /** Mostly next to nothing, now and then too long. */
  private long preparation() {
    long most = random.nextInt(200) == 0 ? 700 : 10;
    return random.nextLong(Duration.ofMillis(most).toNanos());
  }

  private Share share(Lane lane) {
    return Share.of(held.get(lane), SimulatedGroup.PARTITIONS);
  }

  private void joinGroup(Lane lane) {
    SimulatedGroup group = groups.get(lane);
    joining.add(lane);
    process.send(
        group.latency(),
        () -> {
          joining.remove(lane);
          if (!gone) {
            group.join(this);
          }
        });
  }

  private void commitAgainAndAgain(Lane lane) {
    if (!gone) {
      commit(lane);
      process.after(COMMIT_EVERY, () -> commitAgainAndAgain(lane));
    }
  }

  private void commit(Lane lane) {
    SimulatedGroup group = groups.get(lane);
    long start = admission.commitStarts();
    process.send(
        group.latency(),
        () -> {
          boolean accepted = group.commit(this);
          process.deliver(group.latency(), () -> answered(lane, start, accepted));
        });
  }

  private void answered(Lane lane, long start, boolean accepted) {
    if (accepted) {
      admission.leaseRenewed(lane, start);
    } else if (!gone && !joining.contains(lane)) {
      held.get(lane).clear();
      admission.onLost(lane);
      joinGroup(lane);
    }
  }
}
