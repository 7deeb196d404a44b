package io.sunpress.worker.limiter;

import static io.sunpress.request.Priority.BULK;
import static io.sunpress.request.Priority.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedQueuesTest {
  private final WeightedQueues<String> weightedQueues = new WeightedQueues<>(100);

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
    assertThat(weightedQueues.isEmpty()).isTrue();
    assertThat(weightedQueues.next()).isNull();
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
    IntStream.range(0, 5).forEach(i -> weightedQueues.offer(BULK, String.valueOf(i)));
    assertThat(take(5)).isEqualTo("01234");
  }

  @Test
  void boundsEachLaneByItself() {
    offer(BULK, "b", 100);
    assertThat(weightedQueues.offer(BULK, "b")).isFalse();
    assertThat(weightedQueues.offer(INTERACTIVE, "i")).isTrue();
    weightedQueues.remove(BULK, "b");
    assertThat(weightedQueues.waiting(BULK)).isEqualTo(99);
    assertThat(weightedQueues.offer(BULK, "b")).isTrue();
    weightedQueues.removeIf("b"::equals);
    assertThat(weightedQueues.next()).isEqualTo("i");
    assertThat(weightedQueues.isEmpty()).isTrue();
  }

  private void offer(Priority priority, String name, int times) {
    IntStream.range(0, times)
        .forEach(i -> assertThat(weightedQueues.offer(priority, name)).isTrue());
  }

  private String take(int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> String.valueOf(weightedQueues.next()))
        .collect(Collectors.joining());
  }
}
