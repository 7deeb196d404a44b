package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorsTest {
  @Test
  void takesIdleAndWaitingForADiskAsNotBusy() {
    Processors before = Processors.of("cpu  100 0 100 700 100 0 0 0 0 0");
    Processors after = Processors.of("cpu  160 10 120 800 150 5 5 50 999 999");

    assertThat(after.busySince(before)).isEqualTo(0.5);
    assertThat(before.busySince(before)).isZero();
  }

  @Test
  void readsThisMachine() {
    Processors now = Processors.now();

    assertThat(now.total()).isGreaterThan(now.idle()).isPositive();
  }
}
