package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpDetectorTest {
  /** Such that the clock overflows in the middle of a test. */
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

  private Instant wall = Instant.parse("2026-03-01T02:00:00Z");
  private final ClockJumpDetector jumps = new ClockJumpDetector(nanos, wall);

  @Test
  void noticesAGapBetweenTwoLooks() {
    bothClocksGoOn(Duration.ofSeconds(5));
    assertThat(look()).isFalse();
    bothClocksGoOn(Duration.ofSeconds(5).plusNanos(1));
    assertThat(look()).isTrue();
    assertThat(look()).isFalse();
  }

  @Test
  void noticesAMachineThatSlept() {
    wallClockGoesOn(Duration.ofSeconds(1));
    assertThat(look()).isFalse();
    wallClockGoesOn(Duration.ofSeconds(1).plusNanos(1));
    assertThat(look()).isTrue();
    assertThat(look()).isFalse();
  }

  @Test
  void noticesAWallClockThatIsSetBack() {
    wallClockGoesOn(Duration.ofHours(-1));
    assertThat(look()).isTrue();
  }

  @Test
  void seesNothingInBothClocksGoingOn() {
    for (int second = 0; second < 100; second += 4) {
      bothClocksGoOn(Duration.ofSeconds(4));
      assertThat(look()).isFalse();
    }
  }

  private void bothClocksGoOn(Duration time) {
    nanos += time.toNanos();
    wallClockGoesOn(time);
  }

  private void wallClockGoesOn(Duration time) {
    wall = wall.plus(time);
  }

  private boolean look() {
    return jumps.look(nanos, wall);
  }
}
