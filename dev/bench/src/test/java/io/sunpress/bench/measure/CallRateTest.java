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

  @Test
  void countsEachStretchSinceTheFirstCall() {
    List<SimulatedCall> calls = new ArrayList<>();
    for (long at : new long[] {25_000, 10_000, 14_999, 15_000}) {
      calls.add(call(at, "unlimited"));
    }
    assertThat(CallRate.each(calls, Duration.ofSeconds(5))).containsExactly(2, 1, 0, 1);
    assertThat(CallRate.each(List.of(), MINUTE)).isEmpty();
  }

  private static SimulatedCall call(long at, String kind) {
    return new SimulatedCall(at, kind, new PageAndScene("p", "s"), "picture", "");
  }
}
