package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** 20,000 codes at 5,000 a minute, by one worker, then three, then two, on simulated time. */
class CampaignTest {
  private static final int CODES = 20_000;
  private static final CallLimit LIMIT = new CallLimit(5_000);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SimulatedTime simulatedTime = new SimulatedTime();
  private final SentCalls calls = new SentCalls();
  private final int[] backlog = new int[SimulatedGroup.PARTITIONS];

  @Test
  void takesNoLongerThanTheLimitAsksWhileWorkersComeAndGo() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("CampaignTest: -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int code = 0; code < CODES; code++) {
      backlog[random.nextInt(backlog.length)]++;
    }
    Map<Priority, SimulatedGroup> groups = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      groups.put(priority, new SimulatedGroup(simulatedTime, priority, random.split()));
    }
    worker(groups, random);
    simulatedTime.runUntil(60 * SECOND);
    SimulatedWorker second = worker(groups, random);
    worker(groups, random);
    simulatedTime.runUntil(150 * SECOND);
    second.leave();
    simulatedTime.runUntil(400 * SECOND);

    double ideal = CODES / (0.98 * LIMIT.perMinute()) * 60;
    double wall = (double) calls.timeOf(CODES * 999 / 1_000) / SECOND;
    System.out.printf(
        "CampaignTest: %.1f s, ideal %.1f s, worst minute %d%n", wall, ideal, calls.worstMinute());
    assertThat(calls.count()).isEqualTo(CODES);
    assertThat(wall).isLessThanOrEqualTo(1.05 * ideal);
    assertThat(calls.worstMinute()).isLessThanOrEqualTo(LIMIT.perMinute());
  }

  private SimulatedWorker worker(Map<Priority, SimulatedGroup> groups, SplittableRandom random) {
    return new SimulatedWorker(simulatedTime, groups, LIMIT, random.split(), new Backlog());
  }

  /** Each worker takes from the fullest of its own partitions. */
  private final class Backlog implements SimulatedWorker.Work {
    @Override
    public boolean isThere(SimulatedWorker worker, Priority priority) {
      return priority == Priority.BULK && fullest(worker).isPresent();
    }

    @Override
    public void sent(SimulatedWorker worker, Priority priority) {
      backlog[fullest(worker).orElseThrow()]--;
      calls.add(simulatedTime.now());
    }

    private Optional<Integer> fullest(SimulatedWorker worker) {
      return worker.held(Priority.BULK).stream()
          .filter(partition -> backlog[partition] > 0)
          .max((a, b) -> Integer.compare(backlog[a], backlog[b]));
    }
  }
}
