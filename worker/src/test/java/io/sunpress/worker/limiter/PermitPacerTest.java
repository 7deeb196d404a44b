package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PermitPacerTest {
  private static final long START = ManualTime.START;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final PermitRate SIXTY = new PermitRate(60 * PermitRate.ONE);

  private final PermitPacer permitPacer = new PermitPacer();

  @Test
  void givesNothingWithoutARate() {
    assertThat(permitPacer.reserve(START)).isEqualTo(PermitPacer.NEVER);
    permitPacer.change(START, SIXTY);
    permitPacer.change(START, PermitRate.NONE);
    assertThat(permitPacer.reserve(START + 5 * SECOND)).isEqualTo(PermitPacer.NEVER);
  }

  @Test
  void beginsWithAnEmptyBucket() {
    permitPacer.change(START, SIXTY);
    assertThat(permitPacer.reserve(START)).isEqualTo(SECOND);
    assertThat(permitPacer.reserve(START + SECOND - 1)).isEqualTo(1);
    assertThat(permitPacer.reserve(START + SECOND)).isZero();
    assertThat(permitPacer.reserve(START + SECOND)).isEqualTo(SECOND);
  }

  @Test
  void savesUpOnePermitAndNoMore() {
    permitPacer.change(START, SIXTY);
    long later = START + 3_600 * SECOND;
    assertThat(permitPacer.reserve(later)).isZero();
    assertThat(permitPacer.reserve(later)).isEqualTo(SECOND);
  }

  @Test
  void isNotSetBackByATimerThatIsLate() {
    permitPacer.change(START, SIXTY);
    long late = Duration.ofMillis(100).toNanos();
    assertThat(permitPacer.reserve(START + SECOND + late)).isZero();
    assertThat(permitPacer.reserve(START + SECOND + late)).isEqualTo(SECOND - late);
    long tooLate = START + 2 * SECOND + late + 1;
    assertThat(permitPacer.reserve(tooLate)).isZero();
    assertThat(permitPacer.reserve(tooLate)).isEqualTo(SECOND);
  }

  @Test
  void losesNothingToRounding() {
    PermitRate permitRate = new PermitRate(4_899_999_999L);
    permitPacer.change(START, permitRate);
    long now = START;
    for (int permit = 0; permit < 1_000_000; permit++) {
      now += permitPacer.reserve(now);
      assertThat(permitPacer.reserve(now)).isZero();
    }
    BigInteger permits = BigInteger.TEN.pow(6);
    BigInteger exact =
        permits
            .multiply(BigInteger.valueOf(60_000_000_000L))
            .multiply(BigInteger.valueOf(PermitRate.ONE))
            .divide(BigInteger.valueOf(permitRate.micros()));
    assertThat(now - START).isEqualTo(exact.longValueExact() + 1);
  }

  @Test
  void spreadsTheMissingPartOverALowerRate() {
    permitPacer.change(START, SIXTY);
    permitPacer.change(START + SECOND / 4, new PermitRate(20 * PermitRate.ONE));
    assertThat(permitPacer.reserve(START + SECOND / 4)).isEqualTo(SECOND * 3 * 3 / 4);
  }

  @Test
  void keepsAFreePermitAtALowerRate() {
    permitPacer.change(START, SIXTY);
    permitPacer.change(START + SECOND, new PermitRate(20 * PermitRate.ONE));
    assertThat(permitPacer.reserve(START + SECOND)).isZero();
    assertThat(permitPacer.reserve(START + SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void emptiesTheBucketAtAHigherRate() {
    permitPacer.change(START, SIXTY);
    long now = START + 10 * SECOND;
    permitPacer.change(now, new PermitRate(120 * PermitRate.ONE));
    assertThat(permitPacer.reserve(now)).isEqualTo(SECOND / 2);
    permitPacer.change(now, PermitRate.NONE);
    permitPacer.change(now + 60 * SECOND, SIXTY);
    assertThat(permitPacer.reserve(now + 60 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void takesBackTheLastPermitAsIfItHadNeverBeenGiven() {
    permitPacer.change(START, SIXTY);
    assertThat(permitPacer.reserve(START + SECOND)).isZero();
    assertThat(permitPacer.giveBack(permitPacer.taken())).isTrue();
    assertThat(permitPacer.giveBack(permitPacer.taken())).isFalse();
    assertThat(permitPacer.reserve(START + SECOND + 1)).isZero();
    assertThat(permitPacer.reserve(START + SECOND + 1)).isEqualTo(SECOND - 1);
  }

  @Test
  void takesNoPermitBackOnWhichOthersHaveFollowed() {
    permitPacer.change(START, SIXTY);
    assertThat(permitPacer.reserve(START + SECOND)).isZero();
    long first = permitPacer.taken();
    assertThat(permitPacer.reserve(START + 2 * SECOND)).isZero();
    assertThat(permitPacer.giveBack(first)).isFalse();
    permitPacer.change(START + 2 * SECOND, new PermitRate(30 * PermitRate.ONE));
    assertThat(permitPacer.giveBack(permitPacer.taken())).isFalse();
  }
}
