package io.sunpress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
  @Test
  void keepsItsDistances() {
    List<Long> times = ArrivalSchedule.steady(20, 100, System::nanoTime);

    long took = times.get(19) - times.get(0);
    assertThat(times).hasSize(20);
    assertThat(took).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
  }

  @Test
  void asksExactlyAsOftenAsItShould() {
    AtomicInteger asked = new AtomicInteger();

    assertThat(ArrivalSchedule.atOnce(5, asked::incrementAndGet)).containsExactly(1, 2, 3, 4, 5);
    assertThat(ArrivalSchedule.steady(3, 1000, asked::incrementAndGet)).containsExactly(6, 7, 8);
  }

  @Test
  void endsWhenAskingFails() {
    assertThatThrownBy(() -> ArrivalSchedule.steady(3, 1000, ArrivalScheduleTest::refuse))
        .hasRootCauseMessage("no");
  }

  private static Object refuse() {
    throw new IllegalArgumentException("no");
  }
}
