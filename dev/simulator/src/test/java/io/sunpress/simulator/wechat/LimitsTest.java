package io.sunpress.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long NOW = 1_772_330_400_000L;
  private static final long DAY_MILLIS = 86_400_000L;

  @Test
  void tenThousandTokenCallsAMinuteAreAnsweredAndNoMore() {
    TokenLimits limits = new TokenLimits();
    IntStream.range(0, 10_000).forEach(i -> assertThat(limits.count(false, NOW + i)).isEmpty());
    assertThat(limits.count(false, NOW + 59_999)).contains(DocumentedErrors.TOO_OFTEN);
    assertThat(limits.count(false, NOW + 60_000)).isEmpty();
    assertThat(limits.count(false, NOW + 60_000)).contains(DocumentedErrors.TOO_OFTEN);
  }

  @Test
  void halfAMillionTokenCallsADayAreAnsweredAndNoMore() {
    TokenLimits limits = new TokenLimits();
    long morning = NOW - Math.floorMod(NOW + 8 * 3_600_000L, DAY_MILLIS);
    for (int i = 0; i < 500_000; i++) {
      assertThat(limits.count(false, morning + i * 100L)).isEmpty();
    }
    assertThat(limits.count(false, morning + DAY_MILLIS - 1))
        .contains(DocumentedErrors.DAY_USED_UP);
    assertThat(limits.count(false, morning + DAY_MILLIS)).isEmpty();
  }

  @Test
  void noSixtySecondsHoldMoreThanTheLimitWhereverTheyBegin() {
    long seed = 42;
    Random random = new Random(seed);
    SlidingMinuteWindow minute = new SlidingMinuteWindow();
    long[] taken = new long[100_000];
    int count = 0;
    long now = NOW;
    for (int i = 0; i < taken.length; i++) {
      now += random.nextInt(100);
      if (minute.take(now, 700)) {
        taken[count++] = now;
      } else {
        assertThat(now - taken[count - 700]).as("seed %d", seed).isLessThan(60_000);
      }
      if (count > 700) {
        assertThat(taken[count - 1] - taken[count - 701]).isGreaterThanOrEqualTo(60_000);
      }
    }
    assertThat(count).isGreaterThan(700 * 60);
  }

  @Test
  void aSlidingMinuteForgetsNoTimeWhenItGrows() {
    SlidingMinuteWindow minute = new SlidingMinuteWindow();
    IntStream.range(0, 200).forEach(i -> minute.take(NOW, 600));
    for (int i = 0; i < 600; i++) {
      assertThat(minute.take(NOW + 60_000 + i, 600)).as("call %d", i).isTrue();
    }
    assertThat(minute.take(NOW + 119_999, 600)).isFalse();
    for (int i = 0; i < 600; i++) {
      assertThat(minute.take(NOW + 120_000 + i, 600)).as("call %d", i).isTrue();
      assertThat(minute.take(NOW + 120_000 + i, 600)).as("call %d again", i).isFalse();
    }
  }

  @Test
  void aFixedMinuteLetsTwoLimitsThroughAtItsEdge() {
    FixedMinuteWindow minute = new FixedMinuteWindow();
    long full = NOW - NOW % 60_000;
    assertThat(IntStream.range(0, 20).filter(i -> minute.take(full + 59_999, 7)).count())
        .isEqualTo(7);
    assertThat(IntStream.range(0, 20).filter(i -> minute.take(full + 60_000, 7)).count())
        .isEqualTo(7);
  }

  @Test
  void theDayBeginsAtMidnightInShanghai() {
    ShanghaiDayCounter day = new ShanghaiDayCounter();
    long midnight = NOW - Math.floorMod(NOW + 8 * 3_600_000L, DAY_MILLIS);
    assertThat(day.take(midnight - 1, 1)).isTrue();
    assertThat(day.take(midnight - 1, 1)).isFalse();
    assertThat(day.take(midnight, 1)).isTrue();
    assertThat(day.used(midnight)).isEqualTo(1);
  }

  @Test
  void theSameThingIsTakenOnce() {
    LifetimeQuota<String> lifetimeQuota = new LifetimeQuota<>();
    assertThat(lifetimeQuota.take("a", 2)).isEqualTo(OptionalInt.of(1));
    assertThat(lifetimeQuota.take("a", 2)).isEqualTo(OptionalInt.of(1));
    assertThat(lifetimeQuota.take("b", 2)).isEqualTo(OptionalInt.of(2));
    assertThat(lifetimeQuota.take("c", 2)).isEmpty();
    assertThat(lifetimeQuota.take("b", 2)).isEqualTo(OptionalInt.of(2));
  }
}
