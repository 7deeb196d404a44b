package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.Latencies;
import io.sunpress.bench.measure.MeasuredRequest;
import io.sunpress.bench.report.MeasuredValue;
import java.time.Duration;
import java.util.List;

/**
 * How long customers waited, those of hung calls apart. The simulator does not show which calls
 * hung: a request counts as hung when it took a hung call's time.
 *
 * @param all of them
 * @param quick those below a hung call's time
 */
record HangLatencies(Latencies all, Latencies quick) {
  private static final double DEVIATIONS = 4;

  static HangLatencies of(List<MeasuredRequest> stories, Duration hang) {
    List<MeasuredRequest> quick =
        stories.stream().filter(story -> story.latency().orElse(0) < hang.toNanos()).toList();
    return new HangLatencies(Latencies.of(stories), Latencies.of(quick));
  }

  /** How many took at least a hung call's time. */
  long slow() {
    return all.count() - quick.count();
  }

  /**
   * How many of that share hang at most by mere chance, but once in 30,000 runs: more than that
   * were held up by others.
   */
  double mostByChance(double share) {
    double mean = all.count() * share;
    return Math.ceil(mean + DEVIATIONS * Math.sqrt(mean * (1 - share)));
  }

  List<MeasuredValue> figures(String group) {
    return List.of(
        new MeasuredValue(group, "requests", all.count(), "requests"),
        new MeasuredValue(group, "took as long as a hung call", slow(), "requests"),
        new MeasuredValue(group, "not hung, p50", quick.percentileMillis(50), "ms"),
        new MeasuredValue(group, "not hung, p99", quick.percentileMillis(99), "ms"),
        new MeasuredValue(group, "all, p99.9", all.percentileMillis(99.9), "ms"));
  }
}
