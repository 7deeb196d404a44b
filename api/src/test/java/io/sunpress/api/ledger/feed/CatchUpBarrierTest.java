package io.sunpress.api.ledger.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpBarrierTest {
  private static final TopicPartition ANSWERS = new TopicPartition("answers", 0);

  private final CatchUpBarrier barrier = new CatchUpBarrier();

  @Test
  void keepsNoEndThatNobodyWaitsForAnyMore() {
    barrier.open(Map.of(ANSWERS, 0L), () -> CompletableFuture.completedFuture(end(10)));
    CompletableFuture<Void> patient = barrier.passed();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> impatient = barrier.passed();
      assertThat(impatient.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS)).isNotNull();
      impatient.join();
    }
    assertThat(barrier.targets()).isEqualTo(1);
    assertThat(patient).isNotDone();
    barrier.advance(end(10));
    assertThat(patient).isCompleted();
    assertThat(barrier.targets()).isZero();
  }

  @Test
  void keepsNoEndThatComesWhenItsAskersHaveGone() {
    CompletableFuture<Map<TopicPartition, Long>> ends = new CompletableFuture<>();
    barrier.open(Map.of(ANSWERS, 0L), () -> ends);
    barrier.passed().cancel(false);
    ends.complete(end(10));
    assertThat(barrier.targets()).isZero();
  }

  private static Map<TopicPartition, Long> end(long offset) {
    return Map.of(ANSWERS, offset);
  }
}
