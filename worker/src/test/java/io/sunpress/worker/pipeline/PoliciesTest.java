package io.sunpress.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.worker.limiter.RoomPolicy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The small rules, each by itself and on a clock that moves only when told. */
class PoliciesTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();

  @Test
  void everyClassHasItsTreatment() {
    Map<ErrorClass, ErrorAction> wanted = new EnumMap<>(ErrorClass.class);
    wanted.put(ErrorClass.BUSY, ErrorAction.AGAIN);
    wanted.put(ErrorClass.TOKEN, ErrorAction.AGAIN_OR_STOP);
    wanted.put(ErrorClass.STORAGE, ErrorAction.AGAIN);
    wanted.put(ErrorClass.UNKNOWN, ErrorAction.AGAIN_A_FEW_TIMES);
    wanted.put(ErrorClass.THROTTLED_MINUTE, ErrorAction.NEXT_MINUTE);
    wanted.put(ErrorClass.THROTTLED_DAY, ErrorAction.PARK);
    wanted.put(ErrorClass.REQUEST, ErrorAction.FINAL);
    wanted.put(ErrorClass.EXHAUSTED, ErrorAction.FINAL);
    wanted.put(ErrorClass.APP, ErrorAction.PARK);
    wanted.put(ErrorClass.EXPIRED, ErrorAction.FINAL);
    wanted.put(ErrorClass.ADDRESS, ErrorAction.PARK);
    wanted.put(ErrorClass.KIND, ErrorAction.PARK);
    for (ErrorClass type : ErrorClass.values()) {
      assertThat(ErrorAction.of(type)).as(type.wireName()).isEqualTo(wanted.get(type));
    }
  }

  @Test
  void patienceDoublesItsRestsUpToEightSeconds() {
    RetryBudget patience = new RetryBudget(LIMIT, clock::nanos, longest());
    for (long millis : new long[] {200, 400, 800, 1_600, 3_200, 6_400, 8_000}) {
      assertThat(patience.afterFailure(ErrorAction.AGAIN)).contains(Duration.ofMillis(millis));
    }
  }

  @Test
  void patienceEndsSoLongAfterTheFirstFailure() {
    RetryBudget patience = new RetryBudget(LIMIT, clock::nanos, longest());
    assertThat(patience.afterFailure(ErrorAction.AGAIN)).isPresent();
    clock.advance(LIMIT.minusMillis(400));
    assertThat(patience.afterFailure(ErrorAction.AGAIN)).isPresent();
    assertThat(patience.afterFailure(ErrorAction.AGAIN)).as("800 ms are too many").isEmpty();
  }

  @Test
  void patienceSpreadsItsRestsOverTheWholeTime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      Duration rest =
          new RetryBudget(LIMIT, clock::nanos, random)
              .afterFailure(ErrorAction.AGAIN)
              .orElseThrow();
      assertThat(rest).as("seed %d", seed).isBetween(Duration.ZERO, Duration.ofMillis(200));
      sum += rest.toMillis();
    }
    assertThat(sum / 10_000).as("seed %d", seed).isBetween(95.0, 105.0);
  }

  @Test
  void patienceEndsSoonWhereNobodyKnowsWhetherRepeatingHelps() {
    RetryBudget patience = new RetryBudget(LIMIT, clock::nanos, longest());
    assertThat(patience.afterFailure(ErrorAction.AGAIN_A_FEW_TIMES)).isPresent();
    assertThat(patience.afterFailure(ErrorAction.AGAIN_A_FEW_TIMES)).isPresent();
    assertThat(patience.afterFailure(ErrorAction.AGAIN_A_FEW_TIMES)).isEmpty();
  }

  @Test
  void patienceBeginsAnewWhereTheStoreWasAtFault() {
    RetryBudget patience = new RetryBudget(LIMIT, clock::nanos, longest());
    patience.afterFailure(ErrorAction.AGAIN);
    clock.advance(Duration.ofHours(1));
    patience.renew();
    assertThat(patience.afterFailure(ErrorAction.AGAIN)).contains(Duration.ofMillis(200));
  }

  @Test
  void patienceEndsSoLongAfterTheBeginningWhereNothingHasFailed() {
    RetryBudget patience = new RetryBudget(LIMIT, clock::nanos, longest());
    clock.advance(LIMIT.minusMillis(1));
    assertThat(patience.isOver()).isFalse();
    assertThat(patience.left()).isEqualTo(Duration.ofMillis(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(patience.isOver()).isTrue();
    assertThat(patience.left()).isEqualTo(Duration.ZERO);
    patience.renew();
    assertThat(patience.left()).isEqualTo(LIMIT);
  }

  @Test
  void aThrottledAppsRequestsMakeRoomSlowlyWhereNobodyElseIsAbout() {
    RoomPolicy room = new RoomPolicy(256, clock::nanos);
    room.worked(APP);
    assertThat(room.toLeave(APP, 64)).as("they rest on a quarter in peace").isZero();
    assertThat(room.toLeave(APP, 66)).isEqualTo(2);
    assertThat(room.toLeave(APP, 240)).isEqualTo(4);
    assertThat(new RoomPolicy(2, clock::nanos).toLeave(APP, 2)).as("at least one").isEqualTo(1);
  }

  @Test
  void aThrottledAppsRequestsMakeRoomFastWhereAnothersWereWorkedOnLately() {
    RoomPolicy room = new RoomPolicy(256, clock::nanos);
    room.worked(new AppId("wxffffffffffffffff"));
    assertThat(room.toLeave(APP, 64)).isZero();
    assertThat(room.toLeave(APP, 240)).isEqualTo(16);
    clock.advance(Duration.ofSeconds(10));
    assertThat(room.toLeave(APP, 240)).as("not lately").isEqualTo(4);
  }

  /** Full jitter at its upper end. */
  private static RandomGenerator longest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }
}
