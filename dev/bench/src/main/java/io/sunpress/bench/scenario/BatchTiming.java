package io.sunpress.bench.scenario;

import io.sunpress.bench.measure.MeasuredRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a number of requests took together.
 *
 * @param count of them
 * @param wallSeconds from the first that was asked to the last that ended
 */
record BatchTiming(int count, double wallSeconds) {
  static BatchTiming of(List<MeasuredRequest> ended) {
    long first = ended.stream().mapToLong(MeasuredRequest::askedAt).min().orElseThrow();
    long last =
        ended.stream().mapToLong(story -> story.finishedAt().orElseThrow()).max().orElseThrow();
    return new BatchTiming(ended.size(), (double) (last - first) / TimeUnit.SECONDS.toNanos(1));
  }

  /**
   * Codes a second while the middle four fifths of them ended: starting and running dry would blur
   * what is possible in between.
   */
  static double middlePerSecond(List<MeasuredRequest> ended) {
    return perSecondBetween(ended, 0.1, 0.9);
  }

  /** Codes a second from one share of them that had ended to another. */
  static double perSecondBetween(List<MeasuredRequest> ended, double fromShare, double toShare) {
    long[] ends =
        ended.stream().mapToLong(story -> story.finishedAt().orElseThrow()).sorted().toArray();
    int from = (int) (ends.length * fromShare);
    int to = (int) (ends.length * toShare) - 1;
    return (to - from) * (double) TimeUnit.SECONDS.toNanos(1) / (ends[to] - ends[from]);
  }

  /** Seconds from the first request to the moment when a share of all had ended. */
  static double secondsTo(List<MeasuredRequest> ended, double share) {
    long first = ended.stream().mapToLong(MeasuredRequest::askedAt).min().orElseThrow();
    long[] ends =
        ended.stream().mapToLong(story -> story.finishedAt().orElseThrow()).sorted().toArray();
    int index = (int) Math.ceil(ends.length * share) - 1;
    return (double) (ends[index] - first) / TimeUnit.SECONDS.toNanos(1);
  }

  double perSecond() {
    return count / wallSeconds;
  }
}
