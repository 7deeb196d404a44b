package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.Story;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a number of requests took together.
 *
 * @param count of them
 * @param wallSeconds from the first that was asked to the last that ended
 */
record Timing(int count, double wallSeconds) {
  static Timing of(List<Story> ended) {
    long first = ended.stream().mapToLong(Story::askedAt).min().orElseThrow();
    long last =
        ended.stream().mapToLong(story -> story.finishedAt().orElseThrow()).max().orElseThrow();
    return new Timing(ended.size(), (double) (last - first) / TimeUnit.SECONDS.toNanos(1));
  }

  double perSecond() {
    return count / wallSeconds;
  }
}
