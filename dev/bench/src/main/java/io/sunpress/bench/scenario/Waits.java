package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.Latencies;
import io.sunpress.bench.measure.Story;
import io.sunpress.bench.report.Figure;
import java.time.Duration;
import java.util.List;

/**
 * How long customers waited, those of hung calls apart. The simulator does not tell which calls
 * hung: a request counts as hung when it took a hung call's time.
 *
 * @param all of them
 * @param quick those below a hung call's time
 */
record Waits(Latencies all, Latencies quick) {
  private static final double DEVIATIONS = 4;

  static Waits of(List<Story> stories, Duration hang) {
    List<Story> quick =
        stories.stream().filter(story -> story.latency().orElse(0) < hang.toNanos()).toList();
    return new Waits(Latencies.of(stories), Latencies.of(quick));
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

  List<Figure> figures(String group) {
    return List.of(
        new Figure(group, "requests", all.count(), "requests"),
        new Figure(group, "took as long as a hung call", slow(), "requests"),
        new Figure(group, "not hung, p50", quick.percentileMillis(50), "ms"),
        new Figure(group, "not hung, p99", quick.percentileMillis(99), "ms"),
        new Figure(group, "all, p99.9", all.percentileMillis(99.9), "ms"));
  }
}
