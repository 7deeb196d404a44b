package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The simulated coordinator gives nothing to two, as Kafka's does not. */
class SimulatedGroupTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SimulatedTime simulatedTime = new SimulatedTime();
  private final Map<Priority, SimulatedGroup> groups = new EnumMap<>(Priority.class);

  SimulatedGroupTest() {
    for (Priority priority : Priority.values()) {
      groups.put(priority, new SimulatedGroup(simulatedTime, priority, new SplittableRandom(1)));
    }
  }

  /**
   * The one that stays is told to let go of some, and before it hears that, others leave and it is
   * given theirs, and others come again.
   */
  @Test
  void assignsNothingAgainThatIsBeingTakenBack() {
    SimulatedWorker one = join();
    SimulatedWorker other = join();
    one.process().cut(Duration.ofSeconds(8));
    SimulatedWorker third = join();
    other.leave();
    third.leave();
    simulatedTime.runUntil(simulatedTime.now() + SECOND);
    SimulatedWorker fourth = join();
    simulatedTime.runUntil(simulatedTime.now() + 10 * SECOND);
    assertThat(List.of(held(one), held(fourth))).containsExactly(12, 12);
  }

  private SimulatedWorker join() {
    SimulatedWorker worker =
        new SimulatedWorker(
            simulatedTime, groups, new CallLimit(600), new SplittableRandom(2), new NothingToDo());
    simulatedTime.runUntil(simulatedTime.now() + SECOND);
    return worker;
  }

  private static int held(SimulatedWorker worker) {
    return worker.held(Priority.BULK).size();
  }

  private record NothingToDo() implements SimulatedWorker.Work {
    @Override
    public boolean isThere(SimulatedWorker worker, Priority priority) {
      return false;
    }

    @Override
    public void sent(SimulatedWorker worker, Priority priority) {
      throw new AssertionError("a call for nothing");
    }
  }
}
