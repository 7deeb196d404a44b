package io.sunpress.worker.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermitRateTest {
  @Test
  void is98PercentOfThePart() {
    assertThat(rate(5_000.0).perMinute()).isEqualTo(4_900);
    assertThat(rate(833.333333).perMinute()).isEqualTo(816.666666);
  }

  @Test
  void isAWholeNumberWhere98PercentRoundedUpWouldBeTooMany() {
    assertThat(rate(1.99).perMinute()).isEqualTo(1);
    assertThat(rate(10.3).perMinute()).isEqualTo(10);
    assertThat(rate(10.1).perMinute()).isEqualTo(9.898);
  }

  @Test
  void keeps98PercentOfAPartBelowOne() {
    assertThat(rate(0.5).perMinute()).isEqualTo(0.49);
    assertThat(rate(0).isNone()).isTrue();
  }

  @Test
  void isTheSumOfBothLanesHalves() {
    Share third = new Share(8, 24);
    assertThat(holdings(Map.of(Priority.BULK, third, Priority.INTERACTIVE, third)).of(6_000))
        .isEqualTo(2_000);
    assertThat(holdings(Map.of(Priority.BULK, third)).of(6_000)).isEqualTo(1_000);
    assertThat(holdings(Map.of()).of(6_000)).isZero();
    assertThat(holdings(Map.of(Priority.BULK, new Share(24, 24))).fraction()).isEqualTo(0.5);
  }

  private static PermitRate rate(double perMinute) {
    return PermitRate.within(Math.round(perMinute * PermitRate.ONE));
  }

  private static LeasedShares holdings(Map<Priority, Share> inForce) {
    return new LeasedShares(inForce, 0, 0, 0, 0);
  }
}
