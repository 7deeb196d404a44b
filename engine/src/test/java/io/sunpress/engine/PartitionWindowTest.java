package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
  @Test
  void commitsOnlyTheFinishedPrefix() {
    PartitionWindow window = new PartitionWindow(10, CompletedAhead.NONE);
    PartitionWindow.Slot first = window.take(5, 0);
    PartitionWindow.Slot second = window.take(6, 0);
    PartitionWindow.Slot third = window.take(9, 0);
    assertThat(window.prefix()).hasValue(5);
    window.finish(third);
    assertThat(window.prefix()).hasValue(5);
    assertThat(window.beyond(5).offsets()).containsExactly(9L);
    window.finish(first);
    assertThat(window.prefix()).hasValue(6);
    window.finish(second);
    assertThat(window.prefix()).hasValue(10);
    assertThat(window.beyond(10).isEmpty()).isTrue();
  }

  @Test
  void knowsWhatAnOwnerBeforeItHasFinishedUntilItIsPassed() {
    PartitionWindow window = new PartitionWindow(10, CompletedAhead.of(5, LongStream.of(6, 8)));
    PartitionWindow.Slot first = window.take(5, 0);
    assertThat(window.wasFinished(5)).isFalse();
    assertThat(window.wasFinished(6)).isTrue();
    window.finish(window.take(6, 0));
    assertThat(window.beyond(5).offsets()).containsExactly(6L, 8L);
    window.finish(first);
    assertThat(window.prefix()).hasValue(7);
    assertThat(window.beyond(7).offsets()).as("it has not come yet").containsExactly(8L);
    window.forgetInherited();
    assertThat(window.wasFinished(8)).isFalse();
  }

  @Test
  void isBoundedByWhatWaitsForTheFirstUnfinished() {
    PartitionWindow window = new PartitionWindow(2, CompletedAhead.NONE);
    PartitionWindow.Slot first = window.take(0, 0);
    window.finish(window.take(1, 0));
    assertThat(window.isFull()).isTrue();
    assertThatThrownBy(() -> window.take(2, 0)).isInstanceOf(IllegalStateException.class);
    window.finish(first);
    assertThat(window.isFull()).isFalse();
  }

  @Test
  void refusesAnOffsetTwice() {
    PartitionWindow window = new PartitionWindow(2, CompletedAhead.NONE);
    window.take(7, 0);
    assertThatThrownBy(() -> window.take(7, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsHowLongTheFirstUnfinishedHasBeenInHand() {
    PartitionWindow window = new PartitionWindow(3, CompletedAhead.NONE);
    PartitionWindow.Slot first = window.take(0, 100);
    window.take(1, 250);
    assertThat(window.oldestNanos(300)).isEqualTo(200);
    window.finish(first);
    assertThat(window.oldestNanos(300)).isEqualTo(50);
  }
}
