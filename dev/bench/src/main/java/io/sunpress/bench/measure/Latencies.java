package io.sunpress.bench.measure;

import io.sunpress.bench.report.MeasuredValue;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times from the broker's yes to the final event, to three digits. */
public final class Latencies {
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Histogram histogram = new Histogram(3);

  private Latencies() {}

  /** Of the requests that were acknowledged and have ended. */
  public static Latencies of(List<MeasuredRequest> stories) {
    Latencies latencies = new Latencies();
    stories.stream()
        .map(MeasuredRequest::latency)
        .flatMapToLong(OptionalLong::stream)
        .forEach(nanos -> latencies.histogram.recordValue(nanos / 1000));
    return latencies;
  }

  /** How many. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** So many percent took at most this long, in ms; 0 where there are none. */
  public double percentileMillis(double percent) {
    return histogram.getValueAtPercentile(percent) * 1000 / NANOS_PER_MILLI;
  }

  /** p50, p99 and the longest, under a group's name. */
  public List<MeasuredValue> figures(String group) {
    return List.of(
        new MeasuredValue(group, "acknowledged to event, p50", percentileMillis(50), "ms"),
        new MeasuredValue(group, "acknowledged to event, p99", percentileMillis(99), "ms"),
        new MeasuredValue(group, "acknowledged to event, longest", percentileMillis(100), "ms"));
  }
}
