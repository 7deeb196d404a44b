package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.bench.harness.Workplace;
import io.sunpress.bench.measure.Findings;
import io.sunpress.intake.Lane;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir Path dir;

  @Test
  @Timeout(180)
  void doesTheSameWork() {
    try (Workplace place = Workplace.in(dir, false);
        Rig rig = Rig.start(place, Rig.NO_LIMIT, Lane.INTERACTIVE, 1)) {
      rig.installation().startBaseline("baseline", Baseline.THEIR_TOPICS, 24);

      rig.burst(30, Baseline.THEIR_TOPICS);
      rig.awaitAll(Duration.ofSeconds(60));

      Findings findings = rig.ledgerCheck();
      assertThat(findings.faults()).isZero();
      assertThat(findings.completed()).isEqualTo(30);
    }
  }
}
