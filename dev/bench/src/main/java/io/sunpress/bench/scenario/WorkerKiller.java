package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.BenchEnvironment;
import io.sunpress.bench.harness.ConditionWait;
import io.sunpress.bench.harness.MeasuredProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Kills workers by plan, and starts another in each one's place. */
final class WorkerKiller {
  private final BenchEnvironment benchEnvironment;
  private final Map<String, String> settings;
  private final Consumer<String> progress;
  private final List<MeasuredProcess> workers = new ArrayList<>();
  private int kills;

  /**
   * @param settings of every worker
   */
  WorkerKiller(
      BenchEnvironment benchEnvironment, Map<String, String> settings, Consumer<String> progress) {
    this.benchEnvironment = benchEnvironment;
    this.settings = settings;
    this.progress = progress;
  }

  /** Starts the workers; the last one is ready when this returns, as a rule the others are too. */
  void launchAll(int count) {
    for (int i = 1; i < count; i++) {
      workers.add(benchEnvironment.launchWorker("worker-" + i, settings));
    }
    workers.add(benchEnvironment.startWorker("worker-" + count, settings));
  }

  /** Kills until that is so, so often at most. */
  void rage(KillPlan plan, int most, BooleanSupplier done) {
    while (kills < most) {
      KillPlan.Kill kill = plan.next();
      if (ConditionWait.pause(kill.pause(), done)) {
        return;
      }
      kill(kill.victim());
      progress.accept(
          "kill %d: worker-%d after %d ms"
              .formatted(kills, kill.victim() + 1, kill.pause().toMillis()));
    }
  }

  private void kill(int victim) {
    MeasuredProcess worker = workers.get(victim);
    if (!worker.isAlive()) {
      throw new IllegalStateException(worker.name() + " had ended by itself");
    }
    worker.kill();
    kills++;
    workers.set(victim, benchEnvironment.launchWorker(worker.name(), settings));
  }

  int kills() {
    return kills;
  }
}
