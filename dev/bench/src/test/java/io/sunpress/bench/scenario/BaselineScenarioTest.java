package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.bench.measure.ConsistencyResult;
import io.sunpress.request.Priority;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BaselineScenarioTest {
  @TempDir Path dir;

  @Test
  @Timeout(180)
  void doesTheSameWork() {
    try (RunDirectory place = RunDirectory.in(dir, false);
        ScenarioEnvironment scenarioEnvironment =
            ScenarioEnvironment.start(
                place, ScenarioEnvironment.NO_LIMIT, Priority.INTERACTIVE, 1)) {
      scenarioEnvironment
          .installation()
          .startBaseline("baseline", BaselineScenario.THEIR_TOPICS, 24);

      scenarioEnvironment.burst(30, BaselineScenario.THEIR_TOPICS);
      scenarioEnvironment.awaitAll(Duration.ofSeconds(60));

      ConsistencyResult consistencyResult = scenarioEnvironment.ledgerCheck();
      assertThat(consistencyResult.faults()).isZero();
      assertThat(consistencyResult.completed()).isEqualTo(30);
    }
  }
}
