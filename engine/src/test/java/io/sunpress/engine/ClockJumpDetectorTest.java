package io.sunpress.engine;

import io.sunpress.worker.limiter.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockJumpDetectorTest {
  private final ManualTime time = new ManualTime();
  private ClockJumpDetector jumps;

  @BeforeEach
  void begin() {
    jumps = new ClockJumpDetector(time.getAsLong(), time.wall());
  }

  @Test
  void noticesAGapBetweenTwoLooks() {
    time.stop(Duration.ofSeconds(5));
    assertThat(look()).isFalse();
    time.stop(Duration.ofSeconds(5).plusNanos(1));
    assertThat(look()).isTrue();
    assertThat(look()).isFalse();
  }

  @Test
  void noticesAMachineThatSlept() {
    time.sleep(Duration.ofSeconds(1));
    assertThat(look()).isFalse();
    time.sleep(Duration.ofSeconds(1).plusNanos(1));
    assertThat(look()).isTrue();
    assertThat(look()).isFalse();
  }

  @Test
  void noticesAWallClockThatIsSetBack() {
    time.sleep(Duration.ofHours(-1));
    assertThat(look()).isTrue();
  }

  @Test
  void seesNothingInBothClocksGoingOn() {
    for (int second = 0; second < 100; second += 4) {
      time.advance(Duration.ofSeconds(4));
      assertThat(look()).isFalse();
    }
  }

  private boolean look() {
    return jumps.look(time.getAsLong(), time.wall());
  }
}
