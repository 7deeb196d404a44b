package io.sunpress.worker.delay;

import io.sunpress.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the waits that a request may be sent to, one after the other.
 *
 * @param topic where it waits
 * @param length how long
 */
public record RetryDelay(String topic, Duration length) {

  /** All of them, in order. */
  public static List<RetryDelay> all(Topics topics, List<Duration> lengths) {
    List<String> names = topics.retries();
    if (names.size() != lengths.size()) {
      throw new IllegalArgumentException("each of " + names + " needs a delay");
    }
    return IntStream.range(0, names.size())
        .mapToObj(i -> new RetryDelay(names.get(i), lengths.get(i)))
        .toList();
  }

  /** The topic's own part of its name: {@code 1m}. */
  public String label() {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }
}
