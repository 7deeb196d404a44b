package io.sunpress.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = ManualTime.START;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Rate SIXTY = new Rate(60 * Rate.ONE);

  private final Pace pace = new Pace();

  @Test
  void givesNothingWithoutARate() {
    assertThat(pace.reserve(START)).isEqualTo(Pace.NEVER);
    pace.change(START, SIXTY);
    pace.change(START, Rate.NONE);
    assertThat(pace.reserve(START + 5 * SECOND)).isEqualTo(Pace.NEVER);
  }

  @Test
  void beginsWithAnEmptyBucket() {
    pace.change(START, SIXTY);
    assertThat(pace.reserve(START)).isEqualTo(SECOND);
    assertThat(pace.reserve(START + SECOND - 1)).isEqualTo(1);
    assertThat(pace.reserve(START + SECOND)).isZero();
    assertThat(pace.reserve(START + SECOND)).isEqualTo(SECOND);
  }

  @Test
  void savesUpOnePermitAndNoMore() {
    pace.change(START, SIXTY);
    long later = START + 3_600 * SECOND;
    assertThat(pace.reserve(later)).isZero();
    assertThat(pace.reserve(later)).isEqualTo(SECOND);
  }

  @Test
  void isNotSetBackByATimerThatIsLate() {
    pace.change(START, SIXTY);
    long late = Duration.ofMillis(100).toNanos();
    assertThat(pace.reserve(START + SECOND + late)).isZero();
    assertThat(pace.reserve(START + SECOND + late)).isEqualTo(SECOND - late);
    long tooLate = START + 2 * SECOND + late + 1;
    assertThat(pace.reserve(tooLate)).isZero();
    assertThat(pace.reserve(tooLate)).isEqualTo(SECOND);
  }

  @Test
  void losesNothingToRounding() {
    Rate rate = new Rate(4_899_999_999L);
    pace.change(START, rate);
    long now = START;
    for (int permit = 0; permit < 1_000_000; permit++) {
      now += pace.reserve(now);
      assertThat(pace.reserve(now)).isZero();
    }
    BigInteger permits = BigInteger.TEN.pow(6);
    BigInteger exact =
        permits
            .multiply(BigInteger.valueOf(60_000_000_000L))
            .multiply(BigInteger.valueOf(Rate.ONE))
            .divide(BigInteger.valueOf(rate.micros()));
    assertThat(now - START).isEqualTo(exact.longValueExact() + 1);
  }

  @Test
  void spreadsTheMissingPartOverALowerRate() {
    pace.change(START, SIXTY);
    pace.change(START + SECOND / 4, new Rate(20 * Rate.ONE));
    assertThat(pace.reserve(START + SECOND / 4)).isEqualTo(SECOND * 3 * 3 / 4);
  }

  @Test
  void keepsAFreePermitAtALowerRate() {
    pace.change(START, SIXTY);
    pace.change(START + SECOND, new Rate(20 * Rate.ONE));
    assertThat(pace.reserve(START + SECOND)).isZero();
    assertThat(pace.reserve(START + SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void emptiesTheBucketAtAHigherRate() {
    pace.change(START, SIXTY);
    long now = START + 10 * SECOND;
    pace.change(now, new Rate(120 * Rate.ONE));
    assertThat(pace.reserve(now)).isEqualTo(SECOND / 2);
    pace.change(now, Rate.NONE);
    pace.change(now + 60 * SECOND, SIXTY);
    assertThat(pace.reserve(now + 60 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void takesBackTheLastPermitAsIfItHadNeverBeenGiven() {
    pace.change(START, SIXTY);
    assertThat(pace.reserve(START + SECOND)).isZero();
    assertThat(pace.giveBack(pace.taken())).isTrue();
    assertThat(pace.giveBack(pace.taken())).isFalse();
    assertThat(pace.reserve(START + SECOND + 1)).isZero();
    assertThat(pace.reserve(START + SECOND + 1)).isEqualTo(SECOND - 1);
  }

  @Test
  void takesNoPermitBackOnWhichOthersHaveFollowed() {
    pace.change(START, SIXTY);
    assertThat(pace.reserve(START + SECOND)).isZero();
    long first = pace.taken();
    assertThat(pace.reserve(START + 2 * SECOND)).isZero();
    assertThat(pace.giveBack(first)).isFalse();
    pace.change(START + 2 * SECOND, new Rate(30 * Rate.ONE));
    assertThat(pace.giveBack(pace.taken())).isFalse();
  }
}
