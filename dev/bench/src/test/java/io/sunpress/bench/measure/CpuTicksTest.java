package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTicksTest {
  @Test
  void takesIdleAndWaitingForADiskAsNotBusy() {
    CpuTicks before = CpuTicks.of("cpu  100 0 100 700 100 0 0 0 0 0");
    CpuTicks after = CpuTicks.of("cpu  160 10 120 800 150 5 5 50 999 999");

    assertThat(after.busySince(before)).isEqualTo(0.5);
    assertThat(before.busySince(before)).isZero();
  }

  @Test
  void readsThisMachine() {
    CpuTicks now = CpuTicks.now();

    assertThat(now.total()).isGreaterThan(now.idle()).isPositive();
  }
}
