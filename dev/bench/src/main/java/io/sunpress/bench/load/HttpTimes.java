package io.sunpress.bench.load;

import io.sunpress.bench.report.MeasuredValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What clients saw of an HTTP server. Times to three digits. */
public final class HttpTimes {
  private final Histogram micros = new Histogram(3);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private double seconds;

  HttpTimes() {}

  void add(int status, long nanos) {
    micros.recordValue(Math.max(0, nanos / 1000));
    statuses.merge(status, 1L, Long::sum);
  }

  static HttpTimes together(List<HttpTimes> all, long nanos) {
    HttpTimes together = new HttpTimes();
    for (HttpTimes one : all) {
      together.micros.add(one.micros);
      one.statuses.forEach((status, count) -> together.statuses.merge(status, count, Long::sum));
    }
    together.seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
    return together;
  }

  /** Answers a second. */
  public double perSecond() {
    return micros.getTotalCount() / seconds;
  }

  /** How many answers there were. */
  public long count() {
    return micros.getTotalCount();
  }

  /** So many percent took at most this long, in ms. */
  public double percentileMillis(double percent) {
    return micros.getValueAtPercentile(percent) / 1000.0;
  }

  /**
   * Fails unless all answers had one status: another one is another measurement.
   *
   * @throws IllegalStateException with the statuses
   */
  public HttpTimes all(int status) {
    if (!statuses.keySet().equals(Set.of(status))) {
      throw new IllegalStateException("not all answers were " + status + ": " + statuses);
    }
    return this;
  }

  /** Rate and times, under a group's name. */
  public List<MeasuredValue> figures(String group) {
    return List.of(
        new MeasuredValue(group, "answers", perSecond(), "requests/s"),
        new MeasuredValue(group, "p50", percentileMillis(50), "ms"),
        new MeasuredValue(group, "p99", percentileMillis(99), "ms"));
  }
}
