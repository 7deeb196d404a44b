package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRateTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void findsTheWorstWindowWhereverItBegins() {
    List<SimulatedCall> calls = new ArrayList<>();
    for (long at : new long[] {0, 50_000, 59_999, 60_000, 100_000, 109_999, 110_000, 300_000}) {
      calls.add(call(at, "unlimited"));
    }
    assertThat(CallRate.most(calls, MINUTE)).isEqualTo(5);
  }

  @Test
  void countsCodeCallsOnly() {
    assertThat(CallRate.most(List.of(call(0, "stable_token"), call(1, "quota")), MINUTE)).isZero();
    assertThat(CallRate.most(List.of(), MINUTE)).isZero();
  }

  private static SimulatedCall call(long at, String kind) {
    return new SimulatedCall(at, kind, new Drawing("p", "s"), "picture", "");
  }
}
