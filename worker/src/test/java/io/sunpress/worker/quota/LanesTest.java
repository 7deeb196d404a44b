package io.sunpress.worker.quota;

import static io.sunpress.intake.Lane.BULK;
import static io.sunpress.intake.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.intake.Lane;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Lanes<String> lanes = new Lanes<>(100);

  @Test
  void letsInteractiveCallsPassNineTimesInTen() {
    offer(INTERACTIVE, "i", 30);
    offer(BULK, "b", 30);
    assertThat(take(30)).isEqualTo("iiiiiiiiib".repeat(3));
  }

  @Test
  void givesALaneThatWaitsAloneEverything() {
    offer(BULK, "b", 20);
    assertThat(take(20)).isEqualTo("b".repeat(20));
    offer(INTERACTIVE, "i", 20);
    assertThat(take(20)).isEqualTo("i".repeat(20));
    assertThat(lanes.isEmpty()).isTrue();
    assertThat(lanes.next()).isNull();
  }

  @Test
  void servesAnInteractiveCallFirstThatComesIntoABulkRun() {
    offer(BULK, "b", 20);
    take(15);
    offer(INTERACTIVE, "i", 1);
    assertThat(take(2)).isEqualTo("ib");
  }

  @Test
  void countsForBulkOnlyWhatPassedWhileItWaited() {
    offer(INTERACTIVE, "i", 40);
    take(8);
    offer(BULK, "b", 1);
    assertThat(take(10)).isEqualTo("iiiiiiiiib");
  }

  @Test
  void keepsTheOrderWithinALane() {
    IntStream.range(0, 5).forEach(i -> lanes.offer(BULK, String.valueOf(i)));
    assertThat(take(5)).isEqualTo("01234");
  }

  @Test
  void boundsEachLaneByItself() {
    offer(BULK, "b", 100);
    assertThat(lanes.offer(BULK, "b")).isFalse();
    assertThat(lanes.offer(INTERACTIVE, "i")).isTrue();
    lanes.remove(BULK, "b");
    assertThat(lanes.waiting(BULK)).isEqualTo(99);
    assertThat(lanes.offer(BULK, "b")).isTrue();
    assertThat(lanes.removeAll()).hasSize(101);
    assertThat(lanes.isEmpty()).isTrue();
  }

  private void offer(Lane lane, String name, int times) {
    IntStream.range(0, times).forEach(i -> assertThat(lanes.offer(lane, name)).isTrue());
  }

  private String take(int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> String.valueOf(lanes.next()))
        .collect(Collectors.joining());
  }
}
