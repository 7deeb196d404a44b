package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResumeScheduleTest {
  private static final AppId APP = new AppId("wx0123456789abcdef");
  private static final AppId OTHER = new AppId("wxffffffffffffffff");
  private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");

  private double pace = 60;
  private final ResumeSchedule times = new ResumeSchedule(app -> pace);

  @Test
  void followEachOtherAsFastAsTheAppMayBeCalled() {
    assertThat(times.next(APP, NOON)).isEqualTo(NOON);
    assertThat(times.next(APP, NOON)).isEqualTo(NOON.plusSeconds(1));
    pace = 120;
    assertThat(times.next(APP, NOON)).isEqualTo(NOON.plusMillis(1_500));
    assertThat(times.next(OTHER, NOON)).as("of another app").isEqualTo(NOON);
  }

  @Test
  void areNeverEarlierThanAsked() {
    times.next(APP, NOON);
    assertThat(times.next(APP, NOON.plusSeconds(10))).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void areAnHourAwayAtMostHoweverManyAreParked() {
    pace = 0.5;
    for (int i = 0; i < 40; i++) {
      assertThat(times.next(APP, NOON)).isBeforeOrEqualTo(NOON.plus(Duration.ofHours(1)));
    }
    assertThat(times.next(APP, NOON)).isEqualTo(NOON.plus(Duration.ofHours(1)));
    Instant setBack = NOON.minus(Duration.ofDays(1));
    assertThat(times.next(APP, setBack)).isEqualTo(setBack.plus(Duration.ofHours(1)));
  }

  @Test
  void areAllTheSameWhereNobodyKnowsHowFast() {
    pace = 0;
    assertThat(times.next(APP, NOON)).isEqualTo(NOON);
    assertThat(times.next(APP, NOON)).isEqualTo(NOON);
  }
}
