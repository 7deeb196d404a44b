package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GcLogTest {
  @Test
  void findsTheCollectionThatLeftMost() {
    Stream<String> log =
        Stream.of(
            "[0.010s][info][gc] Using G1",
            "[1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 400M->90M(512M) 3.1ms",
            "[1.9s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 410M->130M(512M) 2ms",
            "[2.0s][info][gc] GC(2) Concurrent Mark Cycle",
            "[2.1s][info][gc] GC(2) Pause Remark 410M->410M(512M) 4.0ms");

    assertThat(GcLog.mostMiB(log)).isEqualTo(130);
  }

  @Test
  void readsTheLogOfTheParallelCollector() {
    Stream<String> log =
        Stream.of(
            "[1.2s][info][gc] GC(0) Pause Young (Allocation Failure) 128M->21M(492M) 9.2ms",
            "[1.9s][info][gc] GC(1) Pause Full (Ergonomics) 340M->60M(492M) 90.1ms");

    assertThat(GcLog.mostMiB(log)).isEqualTo(60);
  }

  @Test
  void saysNothingOfAJvmThatHasCollectedNothing() {
    assertThat(GcLog.mostMiB(Stream.of("[0.010s][info][gc] Using G1"))).isZero();
  }
}
