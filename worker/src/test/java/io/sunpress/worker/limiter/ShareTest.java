package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void isTheFractionOfThePartitionsThatAreHeld() {
    assertThat(new Share(8, 24).of(3_000)).isEqualTo(1_000);
    assertThat(Share.NONE.of(3_000)).isZero();
  }

  @Test
  void neverAddsUpToMoreThanTheWhole() {
    long sum =
        IntStream.of(7, 7, 10).mapToLong(held -> new Share(held, 24).of(1_000_000_007)).sum();
    assertThat(sum).isBetween(1_000_000_004L, 1_000_000_007L);
  }

  @Test
  void takesThePartitionsItHoldsForProofThatTheTopicHasGrown() {
    assertThat(Share.of(Set.of(3, 30), 24)).isEqualTo(new Share(2, 31));
    assertThat(Share.of(Set.of(3, 23), 24)).isEqualTo(new Share(2, 24));
    assertThat(Share.of(List.of(), 24)).isEqualTo(new Share(0, 24));
  }

  @Test
  void comparesFractionsAndNotCounts() {
    assertThat(new Share(12, 24).isMoreThan(new Share(12, 48))).isTrue();
    assertThat(new Share(24, 48).isMoreThan(new Share(12, 24))).isFalse();
    assertThat(new Share(12, 24).isMoreThan(new Share(24, 48))).isFalse();
  }

  @Test
  void refusesMoreThanAll() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(25, 24));
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(-1, 24));
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(0, 0));
  }
}
