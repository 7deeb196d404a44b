package io.sunpress.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KillPlanTest {
  @Test
  void repeatsItselfWithTheSameSeedOnly() {
    assertThat(kills(5)).isEqualTo(kills(5)).isNotEqualTo(kills(6));
  }

  @Test
  void killsEverybodyEveryTwoToFiveSeconds() {
    assertThat(kills(7))
        .allMatch(kill -> kill.pause().compareTo(Duration.ofSeconds(2)) >= 0)
        .allMatch(kill -> kill.pause().compareTo(Duration.ofSeconds(5)) <= 0);
    assertThat(kills(7).stream().map(KillPlan.Kill::victim)).contains(0, 1, 2).doesNotContain(3);
  }

  private static List<KillPlan.Kill> kills(long seed) {
    return Stream.generate(new KillPlan(seed, 3)::next).limit(1_000).toList();
  }
}
